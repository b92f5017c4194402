#include "dossier/agreement.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "dossier/verify_parts.hpp"
#include "workorder/work_order.hpp"

namespace yingda::dossier {
namespace {

using Json = nlohmann::json;
using ToldChange = std::pair<std::string, std::string>;  // who, what

// Members of a `work_order` event that change only together with such an event.
constexpr std::array told_with_event{
    "status",     "work_order_type",    "tier",        "urgent", "title",       "opened_at",
    "department", "first_response_due", "resolve_due", "owner",  "compensation"};
// Lines of the history that always come with such an event.
constexpr std::array told_lines{
    "opened",           "raised", "assigned",  "first_response", "first_response_missed",
    "resolved",         "closed", "reopened",  "urged",          "next_response_missed",
    "resolve_missed",   "added",  "escalated", "asked_customer", "customer_answered",
    "compensation_paid"};

const Json& value(const Json& object, const char* name) {
  static const Json nothing;
  const auto found = object.is_object() ? object.find(name) : object.end();
  return object.is_object() && found != object.end() ? *found : nothing;
}

class Agreement {
 public:
  Agreement(const Json& facts, const Json& events) : facts_(facts), about_(value(facts, "case")) {
    const std::string number = member_of(about_, "number");
    for (const auto& event : events) {
      if (!event.is_object()) continue;
      instants_.insert(member(event, "at"));
      const std::string kind = member(event, "kind");
      unnumbered_ |= kind == "promise" && !event.contains("number");
      if (member(event, "number") != number) continue;
      if (kind == "work_order") orders_.push_back(&event);
      if (kind == "promise") commitments_[member(event, "id")].made = &event;
      if (kind == "promise_state") commitments_[member(event, "id")].state = &event;
    }
  }

  std::vector<std::string> all() {
    if (orders_.empty()) return {};
    check_case();
    check_timeline();
    for (const auto& promised : list(facts_, "promises")) check_promise(promised);
    check_misses();
    check_commitments();
    return std::move(out_);
  }

 private:
  struct Commitment {
    const Json* made = nullptr;
    const Json* state = nullptr;  // the last one
  };

  static std::string member_of(const Json& object, const char* name) {
    return object.is_object() ? member(object, name) : std::string();
  }

  void differ(const std::string& what) {
    out_.push_back("dossier.json contradicts the conversation: " + what);
  }

  // The events say since which version what changed; older ones say less.
  static bool says_changes(const Json& event) { return value(event, "changes").is_array(); }

  std::vector<ToldChange> told_at(const std::string& at) const {
    std::vector<ToldChange> out;
    for (const Json* event : orders_) {
      if (member(*event, "at") != at) continue;
      for (const auto& change : list(*event, "changes")) {
        out.emplace_back(member_of(change, "who"), member_of(change, "what"));
      }
    }
    return out;
  }

  // Whether the events at that moment are there and say what changed.
  bool known(const std::string& at) const {
    return std::ranges::any_of(orders_, [&](const Json* event) {
      return member(*event, "at") == at && says_changes(*event);
    });
  }

  void check_case() {
    const Json& last = *orders_.back();
    for (const char* name : told_with_event) {
      if (value(about_, name) != value(last, name)) {
        differ(std::string("its ") + name + " is not that of the last event about the order");
      }
    }
    if (value(facts_, "resolution") != value(last, "resolution")) {
      differ("its resolution is not that of the last event about the order");
    }
    Json demands = value(facts_, "demands");
    for (auto& demand : demands) {
      if (demand.is_object()) demand.erase("answer");
    }
    if (value(last, "demands").is_array() && demands != value(last, "demands")) {
      differ("its demands are not those of the last event about the order");
    }
  }

  void check_timeline() {
    std::map<std::string, std::vector<ToldChange>> timeline;
    for (const auto& change : list(facts_, "timeline")) {
      timeline[member_of(change, "at")].emplace_back(member_of(change, "who"),
                                                     member_of(change, "what"));
    }
    std::set<std::string> moments;
    for (const Json* event : orders_) {
      if (says_changes(*event)) moments.insert(member(*event, "at"));
    }
    for (const auto& at : moments) {
      for (const auto& line : told_at(at)) {
        if (std::ranges::find(timeline[at], line) == timeline[at].end()) {
          differ("its timeline lacks " + line.second + " at " + at);
        }
      }
    }
    for (const auto& [at, lines] : timeline) {
      for (const auto& line : lines) check_line(at, line, moments.contains(at));
    }
  }

  void check_line(const std::string& at, const ToldChange& line, bool known_moment) {
    if (std::ranges::find(told_lines, line.second) == told_lines.end()) return;
    const bool any =
        std::ranges::any_of(orders_, [&](const Json* event) { return member(*event, "at") == at; });
    const auto told = told_at(at);
    if (any && (!known_moment || std::ranges::find(told, line) != told.end())) return;
    differ("no event tells of " + line.second + " at " + at + ", which its timeline has");
  }

  void check_promise(const Json& promised) {
    const std::string what = member_of(promised, "what");
    const std::string since = member_of(promised, "since");
    const std::string due = member_of(promised, "due");
    const std::string met = member_of(promised, "met_at");
    const std::string outcome = member_of(promised, "outcome");
    const bool late = !met.empty() && met > due;
    if ((outcome == "kept" && (met.empty() || late)) || (late && outcome != "missed")) {
      differ(what + " due " + due + " cannot be " + outcome);
    }
    if (what == "commitment") return;
    if (!met.empty() && !instants_.contains(met)) {
      differ(what + " due " + due + " was met at " + met + ", when nothing happened");
    }
    if (!known(since) || what == "next_response") return;
    const std::string member_name = what + "_due";
    const bool told = std::ranges::any_of(orders_, [&](const Json* event) {
      return member(*event, "at") >= since && member(*event, member_name.c_str()) == due;
    });
    if (!told) differ("no event tells the customer of " + what + " by " + due);
  }

  const Json* promise_where(const std::string& what, const auto& fits) const {
    for (const auto& promised : list(facts_, "promises")) {
      if (member_of(promised, "what") == what && fits(promised)) return &promised;
    }
    return nullptr;
  }

  // Every miss and every answer that an event tells is one of a promise.
  void check_misses() {
    for (const Json* event : orders_) {
      const std::string at = member(*event, "at");
      for (const auto& change : list(*event, "changes"))
        check_change(at, member_of(change, "what"));
    }
  }

  void check_change(const std::string& at, const std::string& what) {
    constexpr std::string_view missed = "_missed";
    const auto met_then = [&](const Json& promised) { return member_of(promised, "met_at") == at; };
    const auto since_then = [&](const Json& promised) {
      return member_of(promised, "since") == at;
    };
    const auto missed_then = [&](const Json& promised) {
      return member_of(promised, "outcome") == "missed" && member_of(promised, "since") <= at &&
             member_of(promised, "due") <= at &&
             (member_of(promised, "met_at").empty() || member_of(promised, "met_at") >= at);
    };
    const auto need = [&](const std::string& promise, const auto& fits, const char* how) {
      if (promise_where(promise, fits) == nullptr) {
        differ("at " + at + " the promise " + promise + how + ", which its promises do not say");
      }
    };
    if (what == "opened" || what == "reopened") {
      need("first_response", since_then, " was made");
      need("resolve", since_then, " was made");
    } else if (what == "first_response") {
      need("first_response", met_then, " was met");
    } else if (what == "resolved") {
      need("resolve", met_then, " was met");
    } else if (what.ends_with(missed)) {
      const auto promise = what.substr(0, what.size() - missed.size());
      if (workorder::parse_promise(promise)) need(promise, missed_then, " was missed");
    }
  }

  void check_commitments() {
    std::size_t listed = 0;
    for (const auto& promised : list(facts_, "promises")) {
      listed += member_of(promised, "what") == "commitment" ? 1 : 0;
    }
    if (listed != commitments_.size() && !unnumbered_) {
      differ("it has " + std::to_string(listed) + " commitments of agents, the events " +
             std::to_string(commitments_.size()));
    }
    for (const auto& [id, commitment] : commitments_) {
      if (commitment.made != nullptr) check_commitment(commitment);
    }
  }

  void check_commitment(const Commitment& commitment) {
    const Json& made = *commitment.made;
    const std::string status =
        commitment.state == nullptr ? std::string() : member(*commitment.state, "status");
    const Json* found = promise_where("commitment", [&](const Json& promised) {
      const bool same = member_of(promised, "text") == member(made, "text") &&
                        member_of(promised, "due") == member(made, "due") &&
                        member_of(promised, "by") == member_of(value(made, "agent"), "name");
      return same && (status.empty() ? member_of(promised, "outcome") != "kept"
                                     : member_of(promised, "outcome") == status);
    });
    if (found == nullptr) {
      differ("the commitment \"" + member(made, "text") + "\" is not among its promises as the " +
             "events tell it");
    }
  }

  const Json& facts_;
  const Json& about_;
  std::vector<const Json*> orders_;  // `work_order` events about the case
  std::map<std::string, Commitment> commitments_;
  bool unnumbered_ = false;  // commitments used not to say of which order they were
  std::set<std::string> instants_;
  std::vector<std::string> out_;
};

}  // namespace

bool whole(const Json& events) {
  std::uint64_t seq = 0;
  return std::ranges::all_of(events, [&](const Json& event) {
    const auto own = event.is_object() ? count(event, "seq") : std::nullopt;
    return !own || *own == ++seq;
  });
}

std::vector<std::string> disagreements(const Json& facts, const Json& events) {
  if (!whole(events)) return {};
  return Agreement(facts, events).all();
}

}  // namespace yingda::dossier
