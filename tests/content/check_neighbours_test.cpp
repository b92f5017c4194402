// Content that stands close to what is refused, and is right: the checks that find the faulty files
// in faulty/ must leave these alone.

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace yingda;
using namespace yingda::content;
using namespace yingda::content::test;

namespace {

std::string of_flow(const std::string& steps) {
  return lines(load_flows(main_flow(steps)).findings);
}

std::string says(int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += "      - say: x\n";
  return out;
}

std::string of_files(const Files& files, const Config& config = small_config()) {
  return lines(load(files, config, {{}, "unpublished", false}).findings);
}

const std::string hand_over = "      - id: person\n        handoff: {reason: r}\n";

}  // namespace

TEST_CASE("conditions of every kind that are true or false pass") {
  CHECK(of_flow("      - {collect: sure, type: boolean, ask: q}\n"
                "      - {collect: n, type: number, ask: q}\n"
                "      - action: find_order\n        result: order\n"
                "        arguments: {order_number: \"{n}\"}\n"
                "      - {say: a, if: sure}\n"
                "      - {say: b, if: not sure and n + 1 > 2}\n"
                "      - {say: c, if: order.found}\n"
                "      - {say: d, if: n is set or sure}\n"
                "      - {say: e, if: 'n in [1, 2]'}\n"
                "      - {say: f, if: conversation.asking}\n"
                "      - set_slots: {twice: \"${n * 2}\"}\n"
                "      - {say: \"{twice}\"}\n") == "");
}

TEST_CASE("a number within a condition is found, too") {
  CHECK(contains(of_flow("      - {collect: n, type: number, ask: q}\n"
                         "      - {say: a, if: n is set and n}\n"),
                 "`n` is `number`"));
  CHECK(contains(
      of_flow("      - {collect: n, type: money, ask: q, rejections: [{if: n, say: s}]}\n"),
      "[type-mismatch]"));
  CHECK(contains(of_flow("      - {say: a, if: conversation.failed_turns}\n"), "a number"));
  CHECK(contains(of_flow("      - {say: a, if: '\"yes\"'}\n"), "a text"));
}

TEST_CASE("demands that read as money and as a time pass") {
  CHECK(of_flow("      - {collect: amount, type: money, ask: q}\n"
                "      - {collect: day, type: datetime, ask: q}\n"
                "      - open_work_order:\n"
                "          type: other\n"
                "          demands:\n"
                "            - {kind: a, amount: \"{amount}\", by: \"{day}\"}\n"
                "            - {kind: b, amount: 15, by: 24h}\n"
                "            - {kind: c, amount: \"15.5\", by: 明天下午三点}\n") == "");
}

TEST_CASE("a turn may have 64 steps, its flows' ends among them") {
  CHECK(of_flow(says(63)) == "");
  CHECK(contains(of_flow(says(64)), "65 steps without waiting"));
  // An answer of the visitor begins a new turn.
  CHECK(of_flow(says(50) + "      - {collect: a, ask: q, force: true}\n" + says(50)) == "");
  CHECK(of_flow(says(50) + "      - {form: f, fields: [{name: a}]}\n" + says(50)) == "");
  // What may be known already is not asked, and nothing else can make it known here.
  CHECK(of_flow(says(50) + "      - {collect: a, ask: q}\n" + says(50)) == "");
  CHECK(contains(of_flow("      - {if: visitor.name is set, set_slots: {a: x}}\n" + says(50) +
                         "      - {collect: a, ask: q}\n" + says(50)),
                 "a `collect` whose slot is known is skipped"));
  // Nor is what the message holds, for one question of a type.
  CHECK(contains(of_flow(says(40) + "      - {collect: a, type: phone, ask: q}\n" + says(40)),
                 "82 steps without waiting"));
  CHECK(of_flow(says(20) + "      - {collect: a, type: phone, ask: q}\n" + says(20) +
                "      - {collect: b, type: phone, ask: q}\n" + says(30)) == "");
  // So does what the interpreter waits for: a time, an order, a connector.
  CHECK(of_flow(says(50) + "      - wait: 5s\n" + says(50)) == "");
  CHECK(of_flow(says(50) + "      - open_work_order: other\n" + says(50)) == "");
  CHECK(of_flow(says(50) + "      - {action: yingda.work_order, result: o}\n" + says(50)) == "");
}

TEST_CASE("what a turn runs through in called and linked flows is counted with the caller's") {
  const auto flows = [](const std::string& step, int before, int inside, int after) {
    return "flows:\n  main:\n    triggers: [go]\n    steps:\n" + says(before) + "      - " + step +
           ": helper\n" + says(after) + "  helper:\n    steps:\n" + says(inside);
  };
  CHECK(lines(load_flows(flows("call", 20, 20, 20)).findings) == "");
  CHECK(contains(lines(load_flows(flows("call", 20, 30, 20)).findings), "[endless-loop]"));
  CHECK(lines(load_flows(flows("link", 30, 30, 0)).findings) == "");
  CHECK(contains(lines(load_flows(flows("link", 40, 30, 0)).findings), "[endless-loop]"));
  // After an answer inside the helper the turn goes on in the caller.
  const std::string asks =
      "flows:\n  main:\n    triggers: [go]\n    steps:\n      - call: helper\n" + says(40) +
      "  helper:\n    steps:\n      - {collect: a, ask: q}\n" + says(30);
  CHECK(contains(lines(load_flows(asks).findings), "[endless-loop]"));
}

TEST_CASE("the steps of branches that exclude each other are not added up") {
  std::string steps =
      "      - {collect: kind, options: [a, b], ask: q}\n"
      "      - next:\n          - {if: kind == \"a\", then: one}\n"
      "          - else: two\n";
  steps += "      - {id: one, say: x}\n" + says(40) + "      - {say: x, next: END}\n";
  steps += "      - {id: two, say: x}\n" + says(40);
  CHECK(of_flow(steps) == "");
}

TEST_CASE("a loop that counts to its end is as long as it really gets") {
  const auto counts = [](int to) {
    return "      - set_slots: {n: 0}\n"
           "      - {id: again, set_slots: {n: \"${n + 1}\"}}\n"
           "      - {say: \"{n}\", next: [{if: n < " +
           std::to_string(to) + ", then: again}, {else: END}]}\n";
  };
  CHECK(of_flow(counts(30)) == "");
  CHECK(contains(of_flow(counts(40)), "more than 64 steps"));
}

TEST_CASE("a flow speaks as many languages as its texts, and a plain text speaks all") {
  CHECK(of_flow("      - say: {zh-CN: 一, en: one}\n      - say: 1\n"
                "      - say: {zh-CN: 二, en-GB: two}\n") == "");
  CHECK(of_flow("      - say: {zh-CN: 一}\n      - say: {zh-CN: 二}\n") == "");
}

TEST_CASE("an article that a flow answers with speaks the flow's languages") {
  const auto article = [](const std::string& locale) {
    return "---\nid: refund-time\ntitle: t\nlocale: " + locale + "\nquestions: [q " + locale +
           "]\n---\nx\n";
  };
  Files files{{"flows/a.yaml", main_flow("      - say: {zh-CN: 一, en: one}\n"
                                         "      - answer: refund-time\n")},
              {"knowledge_base/a.md", article("zh-CN")}};
  CHECK(of_files(files) ==
        "flows/a.yaml:6:17: warning: article `refund-time` has no text in en, which flow `main` "
        "speaks elsewhere [schema]\n");
  files["knowledge_base/en/a.md"] = article("en");
  CHECK(of_files(files) == "");
}

TEST_CASE("a link to an article that is there is only a warning") {
  const std::string head = "---\nid: b\ntitle: t\nlocale: zh-CN\nquestions: [q2]\n---\n";
  Files files{{"knowledge_base/x/a.md",
               "---\nid: a\ntitle: t\nlocale: zh-CN\nquestions: [q]\n---\n[b](../b.md) "
               "[b](article:b#top)\n"},
              {"knowledge_base/b.md", head + "x\n"}};
  const auto text = of_files(files);
  CHECK(contains(text, "a.md:7:5: warning: the link `../b.md` is only shown as its text"));
  CHECK_FALSE(contains(text, "error"));
}

TEST_CASE("a flow that shows an article past its last day is told so at its step") {
  const auto article = [](const std::string& locale, const std::string& until) {
    return "---\nid: a\ntitle: t\nlocale: " + locale + "\nquestions: [q " + locale +
           "]\nvalid_to: " + until + "\n---\nx\n";
  };
  Files files{{"flows/f.yaml", main_flow("      - answer: a\n")},
              {"knowledge_base/a.md", article("zh-CN", "2026-01-31")}};
  const auto told = [&] {
    return lines(
        load(files, small_config(), {Instant{std::chrono::hours(24 * 365 * 57)}, "x", false})
            .findings);
  };
  CHECK(contains(told(),
                 "flows/f.yaml:5:17: warning: article `a` was valid until 2026-01-31 and is "
                 "still shown here; bring it up to date, or leave it out [schema]"));
  // Not as long as one language is.
  files["knowledge_base/b.md"] = article("en", "2099-01-01");
  CHECK_FALSE(contains(told(), "still shown"));
}

TEST_CASE("options may share words as long as none means two of them") {
  CHECK(of_flow("      - choose: {zh-CN: 选, en: pick}\n        options:\n"
                "          - {id: a, label: {zh-CN: 一样, en: one}}\n"
                "          - {id: b, label: {zh-CN: 两样, en: 一样}}\n"
                "          - {id: c, label: C, synonyms: [c, C]}\n") == "");
}

TEST_CASE("rejections that refuse some answers leave the question answerable") {
  CHECK(of_flow("      - {collect: n, type: number, ask: q, rejections: [{if: n > 3, say: s}]}\n"
                "      - {collect: a, ask: q, rejections: [{if: n > 2 and a == \"x\", say: s}]}"
                "\n") == "");
  CHECK(contains(of_flow("      - {collect: n, type: number, ask: q, "
                         "rejections: [{if: n is set, say: s}]}\n"),
                 "refuses whatever the visitor answers"));
}

TEST_CASE("a button for a person leads to one through helpers") {
  CHECK(of_flow("      - choose: q\n        options:\n"
                "          - {id: a, label: 转人工, next: [{call: helper, next: person}]}\n"
                "          - {id: b, label: 人工客服, next: order}\n"
                "          - {id: c, label: 人工智能是什么, next: END}\n"
                "          - {id: d, label: 人工客服几点上班, next: END}\n"
                "      - {id: order, open_work_order: other}\n"
                "      - {collect: phone, type: phone, ask: q}\n" +
                hand_over + "  helper:\n    steps:\n      - say: x\n") == "");
  // The slot of a choice decides where it leads.
  const std::string chosen =
      "      - {collect: what, ask: q, options: [{id: human, label: 转人工}, {id: no, label: "
      "不用}]}\n"
      "      - next: [{if: what == \"human\", then: person}, {else: END}]\n" +
      hand_over;
  CHECK(of_flow(chosen) == "");
  CHECK(contains(of_flow("      - {collect: what, ask: q, options: [{id: human, label: 转人工}]}\n"
                         "      - say: x\n"),
                 "the button `转人工`"));
}

TEST_CASE("a flow that the configuration names must be there") {
  const Files files{{"flows/a.yaml", main_flow("      - say: x\n")}};
  const auto parsed = parse_config("brand: x\nurgent_flow: nope\ncomplaint_flow: main\n", "c.yaml");
  auto findings = load(files, parsed.config, {{}, "unpublished", false}).findings;
  prefix_files(findings, "shop");
  CHECK(contains(lines(findings),
                 "c.yaml:2:14: error: there is no flow `nope` for `urgent_flow` "
                 "[unknown-reference]"));
  CHECK_FALSE(contains(lines(findings), "complaint_flow"));
  // The names of the shipped content's flows may be said as well.
  const auto shipped = parse_config("urgent_flow: urgent_complaint\n", "c.yaml");
  CHECK_FALSE(has_errors(load(files, shipped.config, {{}, "unpublished", false}).findings));
}

TEST_CASE("conditions and branches that may hold are left alone") {
  CHECK(of_flow("      - {collect: n, type: number, ask: q}\n"
                "      - {collect: sure, type: boolean, ask: q}\n"
                "      - {say: a, if: n > 5 and n < 6}\n"
                "      - {say: b, if: n is not set or n != 3}\n"
                "      - {say: c, if: conversation.failed_turns >= 2}\n"
                "      - {say: d, if: 'page.url contains \"a\" and not page.url contains \"b\"'}\n"
                "      - next:\n"
                "          - {if: n > 10, then: [{say: x}]}\n"
                "          - {if: n > 5, then: [{say: x}]}\n"
                "          - {if: sure and n > 0, then: [{say: x}]}\n"
                "          - {else: [{say: y}]}\n") == "");
  // Here neither slot must be set any more, so that the last branch is for that.
  CHECK(of_flow("      - {collect: sure, type: boolean, ask: q}\n"
                "      - set_slots: {sure: \"${null}\"}\n"
                "        next:\n"
                "          - {if: sure, then: [{say: x}]}\n"
                "          - {if: sure == false, then: [{say: x}]}\n"
                "          - {else: [{say: y}]}\n") == "");
}

TEST_CASE("facts are compared with what they hold") {
  CHECK(of_flow("      - {say: a, if: 'now > \"2026-11-01\"'}\n"
                "      - {say: b, if: 'page.url contains \"/cart\"'}\n"
                "      - {say: c, if: 'conversation.failed_turns == 1'}\n"
                "      - {say: d, if: conversation.open_order}\n"
                "      - {say: e, if: 'page.title == 5'}\n"
                "      - say: f\n") == "");
}

TEST_CASE("patterns and rejections that leave some answer pass") {
  CHECK(of_flow("      - {collect: a, type: order_number, pattern: '2026\\d{7}', ask: q}\n"
                "      - {collect: b, type: phone, pattern: '1(3|5)\\d{9}', ask: q}\n"
                "      - {collect: c, type: money, pattern: '\\d+\\.00', ask: q}\n"
                "      - collect: d\n        type: number\n        ask: q\n"
                "        rejections: [{if: d > 5, say: s}, {if: d < 5, say: s}]\n"
                "      - collect: e\n        options: [{id: x, label: x}, {id: y, label: z}]\n"
                "        ask: q\n"
                "        rejections: [{if: 'e == \"x\"', say: s}]\n") == "");
}

TEST_CASE("a file without a word is an error, in a release that was published it is none") {
  const Files files{{"flows/a.yaml", main_flow("      - say: x\n")}, {"flows/b.yaml", "\n"}};
  CHECK(of_files(files) ==
        "flows/b.yaml:1:1: error: this file is empty; write what belongs into it, or delete it "
        "[schema]\n");
  LoadOptions served{{}, "r1", false};
  served.was_published = true;
  CHECK(load(files, small_config(), served).ok());
}
