// The figures' rows of a store from before there were any, from its orders, ratings and log.

#include <nlohmann/json.hpp>

#include "store/facts.hpp"
#include "wire/state_codec.hpp"

namespace yingda::store {

// As the core does (conversation/talks.cpp), from what the log says.
class FactsBackfill {
 public:
  explicit FactsBackfill(SQLite::Database& database) : database_(database), facts_(database) {}

  void orders() {
    SQLite::Statement statement(database_, "SELECT conversation, json FROM orders");
    Query found(statement);
    while (found.next()) {
      // Whoever opens an order that cannot be read is told; no figure rests on it.
      const auto order = wire::decode_order(found.text(1));
      if (!order) continue;
      const auto record = workorder::service_record(*order);
      facts_.put(record, found.text(0));
      note_settled(found.text(0), record);
    }
  }

  // A rating is about the order that was settled last, or else the newest one.
  void ratings() {
    SQLite::Statement statement(database_, "SELECT conversation, score FROM ratings");
    Query found(statement);
    while (found.next()) {
      const auto last = last_.find(found.text(0));
      if (last == last_.end()) continue;
      run(facts_.rate_, found.number(1), last->second.opened_at, last->second.number);
    }
  }

  void talks() {
    SQLite::Statement statement(
        database_, "SELECT conversation, at, event, entries FROM log ORDER BY conversation, step");
    Query found(statement);
    while (found.next()) step(found.text(0), found.time(1), found.text(2), found.text(3));
  }

 private:
  void step(const std::string& conversation, Instant at, const std::string& event,
            const std::string& entries) {
    if (conversation != conversation_) {
      conversation_ = conversation;
      began_.reset();
      with_people_ = told_person_ = false;
    }
    const auto parsed = nlohmann::json::parse(event, nullptr, false);
    const std::string kind = parsed.is_object() ? parsed.value("event", "") : "";
    const bool talks = kind == "message_received" || kind == "evidence_attached" ||
                       kind == "option_chosen" || kind == "form_submitted" || kind == "human_asked";
    if (talks && (!began_ || at - last_words_ > std::chrono::minutes(30))) began_ = at;
    if (talks) last_words_ = at;
    note_people(entries);
    const bool joined = with_people_ && !told_person_;
    if (began_ && (began_ == at || joined)) facts_.put_talk(conversation, *began_, with_people_);
    told_person_ = with_people_;
    if (kind == "agent_claimed") {
      const auto agent = parsed.value("/body/agent/id"_json_pointer, std::string());
      if (!agent.empty()) run(facts_.put_stint_, at, agent, conversation);
    }
  }

  // Once people have a case, what is said belongs to it until they have left.
  void note_people(const std::string& entries) {
    const auto says = [&](const char* kind) { return entries.find(kind) != std::string::npos; };
    if (says(R"("kind":"handed_off")") || says(R"("kind":"agent_joined")")) {
      with_people_ = true;
    } else if (says(R"("kind":"agent_left")")) {
      with_people_ = false;
    }
  }

  void note_settled(const std::string& conversation, const workorder::ServiceRecord& record) {
    auto& last = last_[conversation];
    const auto when = [](const workorder::ServiceRecord& each) {
      return std::pair(each.resolved_at.value_or(Instant::min()), each.opened_at);
    };
    if (last.number.empty() || when(record) > when(last)) last = record;
  }

  SQLite::Database& database_;
  FactsWriter facts_;
  std::map<std::string, workorder::ServiceRecord> last_;  // by conversation
  std::string conversation_;
  std::optional<Instant> began_;
  Instant last_words_{};
  bool with_people_ = false;
  bool told_person_ = false;
};

void fill_facts(SQLite::Database& database) {
  FactsBackfill backfill(database);
  backfill.orders();
  backfill.ratings();
  backfill.talks();
}

}  // namespace yingda::store
