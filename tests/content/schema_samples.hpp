#pragma once
// Small files that hold every key of every kind of file once, for tests that change them.

#include <string>
#include <vector>

#include "schema_support.hpp"

namespace yingda::content::test {

inline std::vector<std::string> flow_samples() {
  std::vector<std::string> out{R"(
version: "1"
flows:
  main:
    name: {zh-CN: 名, en: name}
    description: told
    if: page.url contains "x"
    small_talk: false
    undisturbed: false
    triggers:
      en: [go]
      phrases: [start]
      keywords: [begin]
      events: [chat_opened]
    steps: [{say: [hello, {en: hi}]}]
)"};
  for (const std::string step :
       {R"({id: one, say: hello, description: told, if: page.url contains "y", next: END})",
        R"({say: hello, next: [{if: page.url contains "y", then: [{say: b}]}, {else: END}]})",
        R"({collect: kind, type: choice, ask: which, label: kind, invalid: none of them,
            options: [{id: a, label: An a, synonyms: [one], gives_way: true}, b],
            rejections: [{if: kind == "a", say: not that}, {if: kind == "b" and page.url contains "z", utter: nor that}],
            retries: 1, force: false, ask_before_filling: false, on_failure: END})",
        R"({collect: kind, ask: which, options: {a: An a, b: {en: A b}}})",
        R"({collect: note, pattern: "[a-z]+", ask: what, on_failure: [{handoff: well}],
            confirm: "is it {note}?"})",
        R"({collect: photo, type: file, ask: photo, skip: true})",
        R"({choose: which, slot: way, from_message: wished,
            options: [{id: c, label: See, synonyms: [sea], gives_way: false, next: END}, d]})",
        R"({form: fill in, submit_label: send, fields: [
             {name: f, label: F, type: choice, required: false, options: [{id: x, label: X}]},
             {name: g, label: G, type: choice, depends_on: f,
              options: [{id: y, label: Y, under: x}]}]})",
        R"({form: fill in, skip: none, fields: [
             {name: h, label: H, type: text, placeholder: h, help: h, pattern: "h+"}]})",
        R"({answer: about})",
        R"({set_slots: {n: 1, t: text, l: [x], e: "${1 + 1}"}})",
        R"({set_slots: [{n: 1}]})",
        R"({action: find_order, arguments: {order_number: "20261120001"}, result: order,
            timeout_s: 3, retries: 1,
            on_error: [{if: order.error == "timeout", then: [{handoff: late}]},
                       {else: [{handoff: why}]}]})",
        R"({wait: 10m})",
        R"({noop: true})",
        R"({call: other})",
        R"({link: other})",
        R"({open_work_order: {type: other, tier: complaint, urgent: true, department: topup,
            title: title, demands: [{kind: refund, amount: "15", by: 3d}, replace]}})",
        R"({open_work_order: other})",
        R"({handoff: why})",
        R"({handoff: {team: topup, reason: why, type: other, tier: inquiry, urgent: false}})"}) {
    const bool leads_away =
        step.starts_with("{link") || step.starts_with("{handoff") || step.starts_with("{say");
    out.push_back("flows:\n  main:\n    triggers: [go]\n    steps:\n      - " + step +
                  (leads_away ? "" : "\n      - say: end") +
                  "\n  other: {triggers: [off], steps: [{say: x}]}\n");
  }
  return out;
}

// The article that a flow's `answer` names.
inline const std::string about_yaml = "---\nid: about\ntitle: T\nlocale: en\n---\ntext\n";

inline const std::string test_sample = R"(
test_cases:
  - test_case: all steps
    locale: en
    page: https://shop.example/
    silence: {remind: 5m, close: 15m}
    slots: {level: gold}
    actions: {find_order: [{status: late, days: 3}, timeout], find_account: {found: false}}
    steps:
      - user: hello
      - user_file: photo.jpg
      - choose: a
      - submit: {phone: "13800000001"}
      - human: true
      - wait: 5m
      - event: chat_opened
      - order_becomes: {status: resolved, owner: li}
      - off_duty: true
      - bot: hello
      - matches: hel+o
      - flow: main
      - article: about
      - slot_was_set: {level: gold}
      - slot_was_set: [{level: gold}]
      - work_order: {type: other, tier: complaint, urgent: true, department: topup, title: t,
                     demands: [{kind: refund, amount: 15, by: 24h}]}
      - handoff: {team: topup, reason: why}
)";

// What that test names.
inline const std::string tested_flows = R"(
flows:
  main:
    triggers: {en: [go], events: [chat_opened]}
    steps:
      - collect: level
        ask: level
      - collect: phone
        ask: phone
      - action: find_order
        arguments: {order_number: "{level}"}
        result: order
      - action: find_account
        arguments: {phone: "{phone}"}
        result: account
      - say: end
)";

inline const std::string article_sample = R"(
id: article
title: Title
locale: en
questions: [what, why]
tags: [tag]
department: topup
valid_from: 2026-01-01
valid_to: 2026-12-31
)";

inline const std::string synonym_sample = "{en: [[refund, money back], [card, voucher]]}";

inline const std::string calendar_sample = R"(
announced: [2026]
holidays: [{name: 国庆, from: 2026-10-01, to: 2026-10-08}]
make_up_days: [2026-10-10]
)";

// What config/yingda.yaml leaves empty, and one of many where it has many.
inline const std::string config_sample = R"(
allowed_origins: ["https://shop.example"]
allowed_hosts: [help.shop.example]
trusted_proxies: ["10.0.0.0/8", "::1"]
identity: {secret_env: YINGDA_IDENTITY}
greeting: [hello, {en: [hi, good day]}]
teams: {general: {zh-CN: 综合, en: General}}
skills: {freezes: {name: 解冻, teams: [account], types: [account], locales: [en]}}
demand_kinds: {resend: {zh-CN: 补发, en: Send it again}}
complaint_evidence: {account: {zh-CN: 截图, en: a picture}}
calendar:
  hours: {monday: "09:00-18:00", tuesday: ["09:00-12:00", "13:00-24:00"], wednesday: [],
          thursday: [], friday: [], saturday: [], sunday: []}
  holidays: ""
  make_up_hours: ["09:00-18:00"]
compensation:
  currency: CNY
  amounts:
    inquiry: {first_response: "5.00", next_response: 5, resolve: 0.5}
    complaint: {}
    urgent_complaint: {}
    dispute: {}
  per_order: "50.00"
  per_day: "100.00"
  pay_within: 24h
connectors:
  orders:
    base_url: http://127.0.0.1:8090
    actions: {find_order: {method: GET, path: /orders, timeout: 3s}}
webhooks:
  - {url: "https://shop.example/hook", events: [promise.missed], secret_env: HOOK, timeout: 5s,
     allow_http: false}
mail:
  {host: smtp.shop.example, port: 587, security: starttls, allow_plain: false, user: u,
   password_env: MAIL, ca_file: "", from: a@shop.example, reply_to: b@shop.example,
   public_url: "https://chat.shop.example", per_address_per_day: 3, timeout: 30s}
)";

inline std::string shipped_config() {
  std::ifstream in(std::string(YINGDA_SOURCE_DIR) + "/config/yingda.yaml");
  return {std::istreambuf_iterator<char>(in), {}};
}

// One document for each section, so that each is short. Two settings that only hold together are
// one.
inline std::vector<std::string> config_samples() {
  auto whole = read(shipped_config());
  whole.update(read(config_sample));
  whole.erase("policy_url");
  whole.erase("consent");
  std::vector<std::string> out{R"({policy_url: "https://shop.example/privacy", consent: true})"};
  const auto shorten = [](nlohmann::json& node) {
    if (node.is_array() && node.size() > 2) node.erase(node.begin() + 2, node.end());
  };
  for (auto& [key, value] : whole.items()) {
    shorten(value);
    if (key == "phrases") std::for_each(value.begin(), value.end(), shorten);
    out.push_back(nlohmann::json{{key, value}}.dump());
  }
  return out;
}

}  // namespace yingda::content::test
