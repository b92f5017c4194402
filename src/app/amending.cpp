#include "app/amending.hpp"

#include <nlohmann/json.hpp>

#include "app/publishing.hpp"
#include "app/setup.hpp"
#include "store/releases.hpp"

namespace yingda::app {
namespace {

using Json = nlohmann::json;

content::Amendment amendment_of(const store::AmendmentRow& row) {
  content::Amendment out;
  out.article = row.article;
  out.locale = row.locale;
  if (row.kind == "article") {
    out.kind = content::AmendmentKind::article;
    out.path = row.path;
    out.file = row.content;
    return out;
  }
  const Json questions = Json::parse(row.content, nullptr, false);
  if (!questions.is_array()) return out;
  for (const auto& question : questions) {
    if (question.is_string()) out.questions.push_back(question.get<std::string>());
  }
  return out;
}

store::NewAmendment row_of(const Addition& addition) {
  const auto& amendment = addition.amendment;
  const bool article = amendment.kind == content::AmendmentKind::article;
  return {addition.cluster,  article ? "article" : "variant",
          amendment.article, amendment.locale,
          amendment.path,    article ? amendment.file : Json(amendment.questions).dump()};
}

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : between) + part;
  return out;
}

// Everything or nothing: an editor who adds three questions wants three. nullopt: it fits.
std::optional<Error> refusal(const content::Amended& amended) {
  if (!amended.missing.empty()) return Error{ErrorCode::invalid, amended.missing};
  if (!amended.claimed.empty()) {
    return Error{ErrorCode::conflict, joined(amended.claimed, "; ")};
  }
  if (!amended.there.empty()) {
    return Error{ErrorCode::conflict, "stands there already: " + joined(amended.there, "; ")};
  }
  return std::nullopt;
}

std::string line_of(const store::AmendmentRow& row, const std::string& what) {
  return "addition " + std::to_string(row.number) + " by " + row.author + " to article `" +
         row.article + "` (" + row.locale + "): " + what;
}

}  // namespace

Result<> try_addition(const std::string& data, const Addition& addition,
                      const gateway::Clock& clock) {
  store::Releases releases(data, clock, store::Access::read_only);
  auto files = releases.files(releases.live_number());
  if (!files) return files.error();
  if (auto refused = refusal(content::amend(*files, addition.amendment))) return *refused;
  return {};
}

Result<std::int64_t> publish_addition(const std::string& data, const Addition& addition,
                                      const content::Config& config, const gateway::Clock& clock) {
  store::Releases releases(data, clock);
  store::NewRelease release;
  release.base = releases.live_number();
  auto files = releases.files(*release.base);
  if (!files) return files.error();
  release.files = std::move(*files);
  const auto amended = content::amend(release.files, addition.amendment);
  if (const auto refused = refusal(amended)) return *refused;
  auto proven = prove_content({release.files, {}}, config, clock, "", data);
  if (!proven) return proven.error();
  release.author = addition.author;
  release.source = desk_source;
  release.digest = content::digest(release.files);
  release.learned = std::move(proven->learned);
  release.amendment = row_of(addition);
  return releases.publish(release);
}

Carried carry(content::Files& files, const std::vector<store::AmendmentRow>& open) {
  Carried out;
  for (const auto& row : open) {
    const auto amended = content::amend(files, amendment_of(row));
    out.files.insert(out.files.end(), amended.files.begin(), amended.files.end());
    if (amended.over()) out.over.push_back(row.number);
    if (amended.over() && amended.missing.empty()) out.held.push_back(row.number);
    if (amended.changes()) out.lines.push_back(line_of(row, joined(amended.added, "; ")));
    if (!amended.missing.empty()) out.lines.push_back(line_of(row, "dropped, " + amended.missing));
    if (!amended.claimed.empty()) {
      out.lines.push_back(line_of(row, "left out, " + joined(amended.claimed, "; ")));
    }
  }
  return out;
}

}  // namespace yingda::app
