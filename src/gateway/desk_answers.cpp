#include "gateway/desk_answers.hpp"

#include "conversation/holding.hpp"
#include "text/mask.hpp"
#include "text/normalize.hpp"
#include "wire/desk_view.hpp"
#include "wire/json.hpp"
#include "wire/state_codec.hpp"

namespace yingda::gateway {
namespace {

using conversation::State;
using wire::Json;
using wire::text_of;

// Around the words that were found, in bytes: a line of a list.
constexpr std::size_t excerpt_before = 30;
constexpr std::size_t excerpt_bytes = 180;

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::string excerpt(const std::string& text, std::size_t at) {
  std::size_t from = at > excerpt_before ? at - excerpt_before : 0;
  while (from > 0 && continues_character(text[from])) --from;
  std::size_t to = std::min(text.size(), from + excerpt_bytes);
  while (to < text.size() && continues_character(text[to])) ++to;
  return (from > 0 ? "…" : "") + text.substr(from, to - from) + (to < text.size() ? "…" : "");
}

// Words as people type them: letters of either case, full or half width, are the same.
class Wanted {
 public:
  explicit Wanted(const std::string& words) : words_(text::normalize(words)) {}

  // Where they stand: the field and what is around them; null when the text does not hold them.
  Json in(const char* field, const std::string& text) const {
    const std::string plain = text::normalize(text);
    const std::size_t at = plain.find(words_);
    if (at == std::string::npos) return nullptr;
    // Folding case moves nothing: then the words are shown as they were written.
    const std::string& shown = plain.size() == text.size() ? text : plain;
    return {{"field", field}, {"text", text::mask(excerpt(shown, at))}};
  }

 private:
  std::string words_;
};

std::string words_of(const Json& entry) {
  std::string out = entry.value("text", "");
  if (const auto submitted = entry.find("submitted"); submitted != entry.end()) {
    for (const auto& value : (*submitted)["values"]) out += " " + value.value("value", "");
  }
  return out;
}

Json match_in_state(const Wanted& wanted, const State& state) {
  const auto& visitor = state.arrival.visitor;
  for (const auto& name : {visitor.name, visitor.external_id, state.id}) {
    if (auto found = wanted.in("visitor", name); !found.is_null()) return found;
  }
  for (const auto& order : state.orders) {
    if (auto found = wanted.in("work_order", order.number); !found.is_null()) return found;
  }
  for (const auto& [name, value] : state.session.slots) {
    if (!dialogue::is_set(value)) continue;
    const auto label = state.session.labels.find(name);
    auto found = wanted.in("slot", dialogue::to_text(value));
    if (found.is_null()) continue;
    if (label != state.session.labels.end()) found["label"] = label->second;
    return found;
  }
  return nullptr;
}

// The store compares bytes of whole rows; only what people wrote or were told counts.
Json match_of(const Wanted& wanted, const State& state, const ArchiveFind& find) {
  if (auto found = match_in_state(wanted, state); !found.is_null()) return found;
  for (const auto& text : find.entries) {
    const Json entry = Json::parse(text, nullptr, false);
    if (!entry.is_object()) continue;
    auto found = wanted.in("message", words_of(entry));
    if (found.is_null()) continue;
    found["at"] = entry.value("at", "");
    found["from"] = entry.value("kind", "") == "note"
                        ? "note"
                        : entry.value("/from/role"_json_pointer, std::string("system"));
    return found;
  }
  return nullptr;
}

std::string place_text(const ArchivePlace& place) {
  return std::to_string(place.updated_at.time_since_epoch().count()) + "." + place.conversation;
}

Json candidate_json(const conversation::Catalog& catalog, const knowledge::Understanding& all,
                    const knowledge::Candidate& candidate) {
  Json features = Json::array();
  for (const auto& feature : candidate.features) {
    features.push_back({{"name", feature.name}, {"weight", feature.weight}});
  }
  const bool article = candidate.kind == knowledge::DocumentKind::article;
  Json out{{"kind", article ? "article" : "flow"},
           {"id", candidate.id},
           {"title", candidate.title},
           {"score", candidate.score},
           {"matched", candidate.matched},
           {"features", std::move(features)}};
  if (!article) return out;
  if (const auto* found = catalog.article(candidate.id, all.locale)) out["text"] = found->text;
  return out;
}

const char* outcome_name(knowledge::Outcome outcome) {
  switch (outcome) {
    case knowledge::Outcome::answer:
      return "answer";
    case knowledge::Outcome::ask_back:
      return "ask_back";
    case knowledge::Outcome::dont_know:
      return "dont_know";
  }
  return "";
}

}  // namespace

std::string conversations_json(const Core& core, const Staff& staff, const std::string& words,
                               const ArchivePage& page) {
  const Wanted wanted(words);
  Json rows = Json::array();
  for (const auto& find : page.found) {
    const auto state = wire::decode_state(find.state);
    if (!state) {
      core.ports.telemetry.event("state_unreadable", {{"error", state.error().detail}});
      continue;
    }
    if (!core.desk.may_see(staff, *state)) continue;
    Json match = words.empty() ? Json(nullptr) : match_of(wanted, *state, find);
    if (!words.empty() && match.is_null()) continue;
    Json row = wire::row_json(*core.catalog, *state);
    row["updated_at"] = to_rfc3339(find.updated_at);
    if (!match.is_null()) row["match"] = std::move(match);
    rows.push_back(std::move(row));
  }
  Json out{{"conversations", std::move(rows)}, {"at", to_rfc3339(core.now())}};
  if (page.next) out["next"] = place_text(*page.next);
  return text_of(out);
}

std::string work_orders_json(const Core& core, const Staff& staff, const OrdersPage& page) {
  Json rows = Json::array();
  for (const auto& found : page.found) {
    const auto state = wire::decode_state(found.state);
    if (!state || !core.desk.may_see(staff, *state)) continue;
    const auto order =
        std::ranges::find(state->orders, found.number, &workorder::WorkOrder::number);
    if (order == state->orders.end()) continue;
    Json row = wire::order_row_json(*core.catalog, *state, *order);
    rows.push_back(std::move(row));
  }
  Json out{{"work_orders", std::move(rows)}, {"total", page.total}, {"at", to_rfc3339(core.now())}};
  if (page.next > 0) out["next"] = std::to_string(page.next);
  return text_of(out);
}

std::string understanding_json(const Core& core, const std::string& text,
                               const std::string& locale) {
  const auto& catalog = *core.catalog;
  const auto understood =
      catalog.engine->understand(text, {locale.empty() ? catalog.default_locale : locale, {}});
  Json candidates = Json::array();
  for (const auto& candidate : understood.candidates) {
    candidates.push_back(candidate_json(catalog, understood, candidate));
  }
  return text_of({{"outcome", outcome_name(understood.outcome)},
                  {"confidence", understood.confidence},
                  {"locale", understood.locale},
                  {"reason", understood.reason},
                  {"release", catalog.release},
                  {"candidates", std::move(candidates)}});
}

std::string canned_replies_json(const Core& core, const std::string& locale) {
  const auto& catalog = *core.catalog;
  const std::string wanted = locale.empty() ? catalog.default_locale : locale;
  Json replies = Json::array();
  for (const auto& reply : catalog.policy.canned_replies) {
    const std::string text = dialogue::pick(reply.text, wanted, catalog.default_locale);
    const bool holding =
        reply.holding || conversation::is_holding(text, catalog.policy.holding_phrases);
    replies.push_back({{"id", reply.id},
                       {"title", dialogue::pick(reply.title, wanted, catalog.default_locale)},
                       {"text", text},
                       {"holding", holding}});
  }
  return text_of({{"replies", std::move(replies)}});
}

}  // namespace yingda::gateway
