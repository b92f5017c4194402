#include "gateway/public_content.hpp"

#include <nlohmann/json.hpp>

#include "wire/json.hpp"
#include "wire/rich_codec.hpp"

namespace yingda::gateway {
namespace {

using Json = nlohmann::json;

std::string text_in(const dialogue::Text& text, const std::string& locale,
                    const conversation::Catalog& catalog) {
  return dialogue::pick(text, locale, catalog.default_locale);
}

std::string known_locale(const std::string& asked, const conversation::Catalog& catalog) {
  if (asked.starts_with("en")) return "en";
  return asked.starts_with("zh") ? "zh-CN" : catalog.default_locale;
}

}  // namespace

std::string widget_config_json(const Core& core, const std::string& asked) {
  const auto& catalog = *core.catalog;
  const std::string locale = known_locale(asked, catalog);
  const auto& policy = catalog.policy;
  Json suggestions = Json::array();
  for (const auto& [label, text] : policy.suggestions) {
    suggestions.push_back(
        {{"label", text_in(label, locale, catalog)}, {"text", text_in(text, locale, catalog)}});
  }
  Json emergency = Json::array();
  for (const auto& [label, tel] : policy.emergency) {
    emergency.push_back({{"label", text_in(label, locale, catalog)}, {"tel", tel}});
  }
  Json config{
      {"locale", locale},
      {"brand", text_in(policy.brand, locale, catalog)},
      {"greeting", text_in(policy.greeting, locale, catalog)},
      {"suggestions", std::move(suggestions)},
      {"emergency", std::move(emergency)},
      {"urgent_label", locale == "en" ? "Urgent complaint" : "紧急投诉"},
      {"consent", core.settings.consent},
      {"case_days", std::chrono::floor<std::chrono::days>(core.settings.cases_kept).count()}};
  if (const auto& url = core.settings.policy_url; !url.empty()) config["policy_url"] = url;
  return config.dump();
}

std::optional<std::string> article_json(const Core& core, const std::string& id,
                                        const std::string& asked) {
  const auto& catalog = *core.catalog;
  const auto* article = catalog.article(id, known_locale(asked, catalog));
  if (article == nullptr) return std::nullopt;
  return wire::text_of({{"id", article->id},
                        {"locale", article->locale},
                        {"title", article->title},
                        {"text", article->text},
                        {"rich", wire::encode_rich(article->rich)}});
}

}  // namespace yingda::gateway
