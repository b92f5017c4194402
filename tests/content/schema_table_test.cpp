// The same files through the JSON Schemas and through the parsers: what editors' tools underline is
// what `yingda check` refuses by its rule `schema`, and nothing else.

#include "content/article_parser.hpp"
#include "content/synonym_parser.hpp"
#include "content/test_parser.hpp"
#include "schema_support.hpp"

using namespace yingda;
using namespace yingda::content;
using namespace yingda::content::test;

namespace {

// What both say. `by_parser`: no JSON Schema can say that it is wrong, only the parser does; these
// are all such cases that we know.
enum class Both { accept, refuse, by_parser };

struct Row {
  Both both;
  std::string yaml;
};

template <class Parse>
void hold(const std::string& schema, const std::vector<Row>& rows, Parse parse) {
  const auto checker = schema_of(schema);
  for (const auto& row : rows) {
    INFO(row.yaml);
    const auto findings = parse(row.yaml);
    INFO(lines(findings));
    CHECK(refuses(findings) == (row.both != Both::accept));
    CHECK(checker.accepts(read(row.yaml)) == (row.both != Both::refuse));
  }
}

constexpr auto accept = Both::accept;
constexpr auto refuse = Both::refuse;
constexpr auto by_parser = Both::by_parser;

}  // namespace

TEST_CASE("the flow schema and the parser agree about steps") {
  const std::vector<Row> steps{
      {accept, "{say: 5}"},
      {accept, "{say: [a, {en: b}]}"},
      {refuse, "{say: []}"},
      {refuse, "{say: }"},
      {refuse, "{say: ''}"},
      {refuse, "{say: {zh-CN: '  '}}"},
      {refuse, "{collect: n, ask: ''}"},
      {refuse, "{collect: n, ask: q, label: ''}"},
      {refuse, "{action: '', result: r}"},
      {refuse, "{call: ''}"},
      {refuse, "{handoff: {reason: ''}}"},
      {refuse, "{say: a, ask: q}"},
      {refuse, "{say: a, retries: 1}"},
      {refuse, "{say: a, action: find_order}"},
      {accept, "{say: a, next: }"},
      {accept, "{say: a, next: END, description: 5}"},
      {accept, "{next: [{if: visitor.name is set, then: END}, {else: [{say: x}]}]}"},
      {refuse, "{next: [{if: visitor.name is set}]}"},
      {refuse, "{id: A b, say: x}"},
      {accept, "{collect: n, ask: q, type: number, pattern: 5}"},
      {accept, "{collect: n, ask: q, rejections: [{if: n == \"x\", utter: no}]}"},
      {refuse, "{collect: n, ask: q, rejections: [{if: n == \"x\"}]}"},
      {refuse, "{collect: n, type: text}"},
      {refuse, "{collect: n, type: email, ask: q}"},
      {refuse, "{collect: a-b, ask: q}"},
      {refuse, "{collect: 数量, ask: q}"},
      {refuse, "{collect: '', ask: q}"},
      {refuse, "{collect: Num, ask: q}"},
      {refuse, "{collect: conversation.locale, ask: q}"},
      {refuse, "{collect: now, ask: q}"},
      {accept, "{collect: slots.n, ask: q}"},
      {accept, "{collect: nowhere, ask: q}"},
      {refuse, "{collect: n, ask: q, retries: 11}"},
      {refuse, "{collect: n, ask: q, retries: two}"},
      {accept, "{collect: n, ask: q, options: [{id: a, label: b, synonyms: [c]}, d]}"},
      {refuse, "{collect: n, ask: q, options: [{id: a, next: END}, {id: b}]}"},
      {accept, "{choose: q, options: [{id: a, next: END}, b]}"},
      {accept, "{choose: q, slot: n, from_message: wished, options: [a, b]}"},
      {refuse, "{choose: q, from_message: true, options: [a, b]}"},
      {refuse, "{choose: q, slot: A-b, options: [a, b]}"},
      {accept, "{form: q, fields: [{name: n}]}"},
      {refuse, "{form: q, fields: [{label: n}]}"},
      {refuse, "{form: q, fields: [{name: n-m}]}"},
      {accept, "{set_slots: {a: 1, b: [x, y], c: , d: true}}"},
      {accept, "{set_slots: [{a: 1}, {b: 2}]}"},
      {refuse, "{set_slots: {}}"},
      {refuse, "{set_slots: {a: {b: 1}}}"},
      {refuse, "{set_slots: {a-b: 1}}"},
      {refuse, "{set_slots: {visitor.name: x}}"},
      {accept, "{action: find_order, arguments: {order_number: '1'}, result: r, retries: 3}"},
      {refuse, "{action: find_order, arguments: {order_number: '1'}, retries: 5}"},
      {refuse, "{action: find_order, arguments: {order_number: '1'}, timeout_s: 0}"},
      {refuse, "{action: find_order, arguments: {order_number: '1'}, result: r-s}"},
      {accept, "{wait: 90s}"},
      {accept, "{wait: 1d12h}"},
      {refuse, "{wait: 十分钟}"},
      {refuse, "{wait: 1.5h}"},
      {refuse, "{wait: soon}"},
      {by_parser, "{wait: 4d}"},
      {by_parser, "{wait: 0s}"},
      {accept, "{open_work_order: other}"},
      {accept, "{handoff: {reason: r, urgent: true}}"},
      {refuse, "{handoff: {team: topup}}"},
      {refuse, "{handoff: {reason: r, urgent: maybe}}"},
      {by_parser, "{if: 'a ==', say: x}"},
      {by_parser, "{collect: n, ask: q, pattern: '('}"},
  };
  std::vector<Row> rows;
  for (const auto& row : steps) {
    rows.push_back({row.both, main_flow("      - " + row.yaml + "\n      - say: end\n")});
  }
  hold("flow", rows, [](const std::string& yaml) { return load_flows(yaml).findings; });
}

TEST_CASE("the flow schema and the parser agree about flows") {
  const auto with = [](const std::string& keys) {
    return "flows:\n  main:\n" + keys + "    steps: [{say: x}]\n";
  };
  hold("flow",
       {{accept, with("    triggers: [go]\n")},
        {accept, with("    triggers:\n")},
        {accept, with("    name:\n    if:\n    triggers: {en: [go], phrases: , events: }\n")},
        {accept, with("    triggers: [go, {en: leave}]\n")},
        {refuse, with("    triggers: {events: [{en: opened}]}\n")},
        {accept,
         with("    triggers: {en: [go], phrases: [a], keywords: [bcd], events: [opened]}\n")},
        {accept, with("    description: 5\n")},
        {refuse, with("    triggers: go\n")},
        {refuse, with("    name: ''\n")},
        {refuse, with("    triggers: ['']\n")},
        {refuse, with("    triggers: {phrases: ['']}\n")},
        {refuse, with("    triggers: {english: [go]}\n")},
        {refuse, with("    triggers: {events: [ChatOpened]}\n")},
        {refuse, with("    triggers: {events: {zh-CN: [abc]}}\n")},
        {refuse, with("    small_talk: often\n")},
        {refuse, with("    colour: red\n")},
        {refuse, "flows:\n  Main:\n    steps: [{say: x}]\n"},
        {refuse, "flow:\n  main:\n    steps: [{say: x}]\n"},
        {by_parser, "flows:\n  main:\n    steps: [{id: a, say: x}, {id: a, say: y}]\n"}},
       [](const std::string& yaml) { return load_flows(yaml).findings; });
}

TEST_CASE("the test schema and the parser agree") {
  const auto with = [](const std::string& steps, const std::string& keys = "") {
    return "test_cases:\n  - test_case: x\n" + keys + "    steps: [" + steps + "]\n";
  };
  hold("test",
       {{accept, with("{user: 5}, {bot: 5}, {matches: 5}")},
        {accept, with("{user: a}, {wait: 5m}, {handoff: false}", "    locale: fr\n")},
        {accept, "test_cases:\n  - test_case: 5\n    steps: [{user: a}]\n"},
        {refuse, with("{user: ''}")},
        {refuse, with("{user_file: ''}")},
        {refuse, with("{event: ''}")},
        {refuse, with("{user: a}, {article: ''}")},
        {refuse, with("{user: a}, {wait: soon}")},
        {refuse, with("{user: a}, {wait: 5}")},
        {refuse, with("{user: a}", "    locale: chinese\n")},
        {refuse, with("{user: a}, {userr: b}")},
        {refuse, with("{user: a, bot: b}")},
        {refuse, with("{user: a}, {human: false}")},
        {refuse, with("{user: a}, {slot_was_set: {}}")},
        {refuse, with("{user: a}, {slot_was_set: true}")},
        {refuse, with("{user: a}, {submit: true}")},
        {accept, with("{user: a}, {submit: {}}, {work_order: {title: }}")},
        {refuse, with("{user: a}, {work_order: {title: [b]}}")},
        {refuse, with("{user: a}, {work_order: {urgent: maybe}}")},
        {refuse, with("{user: a}, {handoff: [{team: b}]}")},
        {refuse, with("{user: a}", "    actions: {find_order: []}\n")},
        {accept, with("{user: a}", "    slots:\n    page:\n")},
        {refuse, with("")},
        {refuse, with("{user: a}", "    colour: red\n")},
        {by_parser, with("{user: a}, {matches: '('}")}},
       [](const std::string& yaml) {
         std::vector<Finding> findings;
         parse_tests("flows/tests/x.yaml", yaml, findings);
         return findings;
       });
}

TEST_CASE("the article schema and the parser agree") {
  const auto with = [](const std::string& keys, const std::string& id = "art",
                       const std::string& title = "t") {
    return "id: " + id + "\ntitle: " + title + "\nlocale: en\n" + keys;
  };
  hold("article",
       {{accept, with("questions: [what is it, 5]\ntags: [a]\n")},
        {accept, with("", "5")},
        {accept, with("", "art", "5")},
        {accept, with("department:\n")},
        {accept, with("valid_from: 2026-01-31\n")},
        {refuse, with("valid_from: 1 Jan\n")},
        {refuse, with("valid_from: 2026-13-01\n")},
        {refuse, with("", "Art")},
        {refuse, with("", std::string(300, 'a'))},
        {refuse, with("questions: ['  ']\n")},
        {refuse, with("questions: what is it\n")},
        {refuse, with("colour: red\n")},
        {by_parser, with("valid_from: 2026-02-30\n")},
        {by_parser, with("valid_from: 2026-02-02\nvalid_to: 2026-01-01\n")}},
       [](const std::string& yaml) {
         std::vector<Finding> findings;
         parse_article("knowledge_base/a.md", "---\n" + yaml + "---\ntext\n", findings);
         return findings;
       });
}

TEST_CASE("the synonym schema and the parser agree") {
  hold("synonyms",
       {{accept, "en:\n  - [refund, money back]\n"},
        {accept, "en:\n  - [1, 2]\n"},
        {refuse, "en:\n  - [refund]\n"},
        {refuse, "en: refund\n"},
        {refuse, "english:\n  - [a1, b1]\n"},
        {refuse, "en:\n  - [refund, refund]\n"},
        {refuse, "en:\n  - ['', a1]\n"},
        {by_parser, "en:\n  - [refund, money back]\n  - [money back, cash back]\n"}},
       [](const std::string& yaml) {
         std::vector<Finding> findings;
         parse_synonyms("knowledge_base/synonyms.yaml", yaml, findings);
         return findings;
       });
}

TEST_CASE("the config schema and the parser agree") {
  hold("config",
       {{accept, "time_zone: Asia/Shanghai\n"},
        {accept, "calendar: {hours: {monday: 09:00-18:00}}\n"},
        {accept, "calendar: {hours: {monday: ['09:00-12:00', '13:00-24:00']}}\n"},
        {refuse, "calendar: {hours: {monday: 25:00-26:00}}\n"},
        {refuse, "calendar: {hours: never}\n"},
        {refuse, "default_locale: chinese\n"},
        {refuse, "colour: red\n"},
        {refuse, "log_level: verbose\n"},
        {by_parser, "drain: {delay: 20s, grace: 20s}\n"},
        {accept, "listen:\nbrand:\nskills:\nlimits: {logins: }\n"},
        {accept, "brand: 5\n"},
        {refuse, "brand: {en: []}\n"},
        {refuse, "brand: {english: x}\n"},
        {refuse, "emergency: [{tel: '110'}]\n"},
        {refuse, "identity: {secret_env: not a name}\n"},
        {accept, "trusted_proxies: [127.0.0.1, '::1', 10.0.0.0/8, 'fe80::1%eth0', 'fd00::/8']\n"},
        {refuse, "trusted_proxies: [proxy.example]\n"},
        {refuse, "trusted_proxies: ['10.0.0.0/ 8']\n"},
        {by_parser, "trusted_proxies: [10.0.0.0/33]\n"},
        {by_parser, "trusted_proxies: [10.0.0.300]\n"},
        {accept, "allowed_origins: 'https://shop.example:8443'\n"},
        {refuse, "allowed_origins: ['https://']\n"},
        {refuse, "allowed_origins: ['https://shop.example/']\n"},
        {refuse, "limits: {connections: 2000000000}\n"},
        {by_parser, "time_zone: Mars/One\n"},
        {by_parser, "calendar: {hours: {monday: 12:00-09:00}}\n"}},
       [](const std::string& yaml) { return parse_config(yaml, "yingda.yaml").findings; });
}
