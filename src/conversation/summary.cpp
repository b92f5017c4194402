#include "conversation/summary.hpp"

#include <vector>

namespace yingda::conversation {
namespace {

// What a person would call the value of a slot.
std::string text_of(const State& state, const std::string& slot, const dialogue::Value& value) {
  const auto text = state.session.texts.find(slot);
  return text == state.session.texts.end() ? dialogue::to_text(value) : text->second;
}

std::string text_of(const Catalog& catalog, const workorder::Demand& demand, bool zh) {
  const std::string name = catalog.demand_name(demand.kind, zh ? "zh-CN" : "en");
  if (!name.empty()) return name;
  return demand.label.empty() ? demand.kind : demand.label;
}

std::string label_of(const State& state, const std::string& slot) {
  const auto label = state.session.labels.find(slot);
  return label == state.session.labels.end() ? slot : label->second;
}

// Slots that people gave; results of connectors are shown in a place of their own.
std::string collected(const State& state, bool zh) {
  std::string out;
  for (const auto& [name, value] : state.session.slots) {
    if (name.find('.') != std::string::npos || !dialogue::is_set(value)) continue;
    // A demand stands with the order.
    if (!state.session.sources.contains(name) || name == "demand") continue;
    out += out.empty() ? "" : (zh ? "；" : "; ");
    out += label_of(state, name) + (zh ? "：" : ": ") + text_of(state, name, value);
  }
  return out;
}

// What was said before a person was asked for; the state's own cut keeps it short.
std::string last_words(const State& state) {
  return state.handoff ? state.handoff->words : std::string();
}

// Nobody has proved it: named as the page's own words.
std::string page_says(const State& state) {
  return state.handoff ? state.handoff->page_says : std::string();
}

std::string judged(bool helped, bool zh) {
  if (zh) return helped ? "（客户说解决了）" : "（客户说没解决）";
  return helped ? " (helped, says the visitor)" : " (did not help, says the visitor)";
}

std::string tried(const State& state, bool zh) {
  std::string out;
  for (const auto& article : state.articles_tried) {
    out += (out.empty() ? "" : (zh ? "、" : ", ")) +
           (zh ? "《" + article.title + "》" : "\"" + article.title + "\"");
    if (article.helped) out += judged(*article.helped, zh);
  }
  return out;
}

std::string chinese(const Catalog& catalog, const State& state) {
  const auto& visitor = state.arrival.visitor;
  std::string out = visitor.name.empty() ? "访客" : "客户 " + visitor.name;
  if (!state.intent.empty()) out += "咨询“" + state.intent + "”";
  out += "。";
  if (const auto words = last_words(state); !words.empty()) out += "最后一句：“" + words + "”。";
  if (const auto facts = collected(state, true); !facts.empty()) out += "已提供：" + facts + "。";
  if (const auto articles = tried(state, true); !articles.empty()) {
    out += "机器人给出过：" + articles + "。";
  }
  if (const auto files = state.evidence.size(); files > 0) {
    out += "已上传 " + std::to_string(files) + " 个文件。";
  }
  if (state.handoff) out += "转人工原因：" + state.handoff->reason + "。";
  if (const auto said = page_says(state); !said.empty()) out += "所在页面说明：“" + said + "”。";
  if (const auto* order = open_order(state)) {
    const Team* team = catalog.team(order->department);
    out += "工单 " + order->number + (order->urgent ? "（紧急）" : "") + "由" +
           (team ? dialogue::pick(team->name, "zh-CN", catalog.default_locale) : "") + "负责。";
    for (const auto& demand : order->demands) {
      out += "诉求：" + text_of(catalog, demand, true) + "。";
    }
    if (order->first_response_missed) out += "首次响应已超时。";
  }
  return out;
}

std::string english(const Catalog& catalog, const State& state) {
  const auto& visitor = state.arrival.visitor;
  std::string out = visitor.name.empty() ? "A visitor" : visitor.name;
  out += state.intent.empty() ? " wrote in." : " asked about \"" + state.intent + "\".";
  if (const auto words = last_words(state); !words.empty())
    out += " Last words: \"" + words + "\".";
  if (const auto facts = collected(state, false); !facts.empty()) out += " Given: " + facts + ".";
  if (const auto articles = tried(state, false); !articles.empty()) {
    out += " The bot answered with " + articles + ".";
  }
  if (const auto files = state.evidence.size(); files > 0) {
    out += " Files sent: " + std::to_string(files) + ".";
  }
  if (state.handoff) out += " Handed over because " + state.handoff->reason + ".";
  if (const auto said = page_says(state); !said.empty()) out += " The page says: \"" + said + "\".";
  if (const auto* order = open_order(state)) {
    const Team* team = catalog.team(order->department);
    out += " Work order " + order->number + (order->urgent ? " (urgent)" : "") + " is with " +
           (team ? dialogue::pick(team->name, "en", catalog.default_locale) : "nobody yet") + ".";
    for (const auto& demand : order->demands) {
      out += " Demand: " + text_of(catalog, demand, false) + ".";
    }
    if (order->first_response_missed) out += " The first response is overdue.";
  }
  return out;
}

}  // namespace

std::string summarize(const Catalog& catalog, const State& state) {
  return state.locale().starts_with("zh") ? chinese(catalog, state) : english(catalog, state);
}

}  // namespace yingda::conversation
