#include "dossier/case.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/check.hpp"
#include "wire/json.hpp"

namespace yingda::dossier {
namespace {

struct Suffix {
  std::string_view media_type;
  std::string_view suffix;
};

constexpr std::array suffixes{Suffix{"image/jpeg", ".jpg"},      Suffix{"image/png", ".png"},
                              Suffix{"image/webp", ".webp"},     Suffix{"image/gif", ".gif"},
                              Suffix{"application/pdf", ".pdf"}, Suffix{"text/plain", ".txt"},
                              Suffix{"video/mp4", ".mp4"},       Suffix{"video/quicktime", ".mov"}};

std::string_view suffix_of(std::string_view media_type) {
  const auto* found = std::ranges::find(suffixes, media_type, &Suffix::media_type);
  return found == suffixes.end() ? ".bin" : found->suffix;
}

void note_files(const LoggedEntry& entry, std::set<std::string>& ids) {
  const auto json = wire::Json::parse(entry.json, nullptr, false);
  if (!json.is_object() || !json.contains("evidence") || !json["evidence"].is_array()) return;
  for (const auto& file : json["evidence"]) {
    if (file.is_object()) ids.insert(file.value("id", ""));
  }
}

}  // namespace

std::string_view to_string(Copy copy) { return copy == Copy::staff ? "staff" : "customer"; }

const workorder::WorkOrder& order_of(const Case& about) {
  const auto& orders = about.state.orders;
  const auto found = std::ranges::find(orders, about.number, &workorder::WorkOrder::number);
  YINGDA_CHECK(found != orders.end());
  return *found;
}

// Agents name a demand by its id or as the customer reads it.
workorder::DemandAnswer answer_to(const workorder::WorkOrder& order,
                                  const workorder::Demand& demand) {
  if (!order.resolution) return {};
  for (const auto& answer : order.resolution->answers) {
    if (answer.demand == demand.kind || answer.demand == demand.label) return answer;
  }
  return {};
}

bool shows(const Case& about, const LoggedEntry& entry) {
  return !entry.salt.empty() && (about.copy == Copy::staff || entry.seq != 0);
}

std::vector<Attachment> attachments_of(const Case& about) {
  std::set<std::string> wanted;
  for (const auto& file : order_of(about).evidence) wanted.insert(file.id);
  for (const auto& entry : about.entries) {
    if (shows(about, entry)) note_files(entry, wanted);
  }
  std::vector<Attachment> out;
  for (const auto& stored : about.files) {
    if (!wanted.contains(stored.file.id)) continue;
    const std::string place = std::to_string(out.size() + 1);
    out.push_back({stored, "evidence/" + (place.size() < 2 ? "0" + place : place) +
                               std::string(suffix_of(stored.file.media_type))});
  }
  return out;
}

}  // namespace yingda::dossier
