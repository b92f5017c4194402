// The commands that need no server: their exit codes and the shape of their JSON.
import assert from "node:assert/strict";
import { cpSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { lines, run, shippedContent, smallContent } from "./support/command.mjs";
import { Content } from "./support/content.mjs";
import { temporaryDirectory } from "./support/server.mjs";

const jsonOf = (result) => JSON.parse(result.stdout);

describe("yingda", () => {
  test("explains itself", async () => {
    const version = await run(["--version"]);
    assert.equal(version.code, 0);
    assert.match(version.stdout, /^yingda \d+\.\d+\.\d+\n$/);
    for (const command of [
      [],
      "serve",
      "check",
      "test",
      "ask",
      "evaluate",
      "chat",
      "user",
      "publish",
      "backup",
    ]) {
      const help = await run([command, "--help"].flat());
      assert.equal(help.code, 0, `${command} --help`);
      assert.match(help.stdout, /Usage: yingda/);
    }
  });
});

describe("yingda ask", () => {
  const ask = (text, ...args) => run(["ask", text, "--content", smallContent, ...args]);

  test("says what it would answer and why", async () => {
    const result = await ask("提现几天能到啊", "--json");
    assert.equal(result.code, 0, result.stderr);
    const found = jsonOf(result);
    assert.equal(found.outcome, "answer");
    assert.ok(found.confidence > 0 && found.confidence <= 1);
    assert.equal(found.locale, "zh-CN");
    assert.match(found.reason, /\S/);
    const [best] = found.candidates;
    assert.deepEqual([best.id, best.kind, best.title], ["withdraw-arrival", "article", "提现多久到账"]);
    assert.match(best.matched, /提现/);
    assert.ok(best.features.every(({ name, weight }) => name.length > 0 && weight > 0));
    const scores = found.candidates.map(({ score }) => score);
    assert.deepEqual(
      scores,
      [...scores].sort((a, b) => b - a),
    );
    assert.match((await ask("提现几天能到啊")).stdout, /2 小时内/);
  });

  test("does not pretend to know", async () => {
    assert.equal(jsonOf(await ask("明天股市会涨吗", "--json")).outcome, "dont_know");
  });

  test("finds flows, too", async () => {
    const [best] = jsonOf(await ask("换个收货地址", "--json")).candidates;
    assert.deepEqual([best.kind, best.id], ["flow", "address_change"]);
  });

  test("needs content that can be read", async () => {
    assert.equal((await run(["ask", "x", "--content", "/nonexistent"])).code, 2);
    assert.equal((await run(["ask"])).code, 2);
  });
});

describe("yingda check", () => {
  test("passes the shipped content", async () => {
    const result = await run(["check", shippedContent, "--json"]);
    assert.equal(result.code, 0, result.stdout);
    const report = jsonOf(result);
    assert.equal(report.ok, true);
    assert.equal(report.errors, 0);
    assert.equal(report.warnings, report.findings.length);
    assert.ok(report.findings.every(({ severity }) => severity === "warning"));
  });

  test("names every finding with its place and rule", async () => {
    const content = new Content();
    content.break();
    const json = await run(["check", content.path, "--json"]);
    assert.equal(json.code, 1);
    const { ok, errors, findings } = jsonOf(json);
    assert.equal(ok, false);
    const unknown = findings.filter(({ text }) => text.includes("nowhere"));
    assert.equal(unknown.length, 2, json.stdout);
    for (const { file, line, column, severity, rule } of unknown) {
      assert.equal(rule, "unknown-reference");
      assert.match(file, /flows\/cases\.yaml$/);
      assert.ok(line > 1 && column > 1);
      assert.equal(severity, "error");
    }
    const plain = await run(["check", content.path]);
    assert.equal(plain.code, 1);
    const found = lines(plain.stdout).filter((line) => line.includes(": error: "));
    assert.equal(found.length, errors);
    for (const line of found) assert.match(line, /^\S+:\d+:\d+: error: .+ \[[a-z-]+\]$/);
  });

  test("takes broken YAML for a finding, not for a broken command", async () => {
    const content = new Content();
    content.write("flows/broken.yaml", "flows: [\n  {a: b\n");
    const result = await run(["check", content.path]);
    assert.equal(result.code, 1, result.stdout + result.stderr);
    assert.match(result.stdout, /broken\.yaml:\d+:\d+: error: .+ \[schema\]/);
  });

  test("reads the configuration beside the content, and its faults hide no others", async () => {
    const content = new Content();
    content.write("config/yingda.yaml", "max_transfers: -1\nteams: 5\n");
    content.break();
    const result = await run(["check", content.path, "--json"]);
    assert.equal(result.code, 1, result.stdout + result.stderr);
    const errors = jsonOf(result).findings.filter(({ severity }) => severity === "error");
    const places = errors.map(({ file, line }) => `${file.split("/").at(-1)}:${line}`);
    assert.deepEqual(places.slice(0, 2), ["yingda.yaml:1", "yingda.yaml:2"]);
    assert.equal(errors.filter(({ text }) => text.includes("nowhere")).length, 2, result.stdout);
    assert.equal(errors.length, 5, `teams that cannot be read are not missing ones: ${result.stdout}`);
    const other = join(content.path, "other.yaml");
    content.write("other.yaml", "max_transfers: 5\n");
    const told = jsonOf(await run(["check", content.path, "--config", other, "--json"]));
    assert.ok(told.findings.every(({ file }) => !file.includes("config/")));
  });

  test("finds the walls a visitor could run into", async () => {
    const flow = (steps) =>
      `flows:\n  walled:\n    name: 墙\n    description: x\n    triggers: [撞墙试试]\n    steps:\n${steps}\n`;
    const table = {
      unreachable: "      - {id: a, say: 一, next: END}\n      - {id: b, say: 二, next: END}",
      "endless-loop": "      - {id: a, say: 一, next: b}\n      - {id: b, say: 二, next: a}",
      "unknown-reference": "      - {id: a, answer: no-such-article}",
    };
    for (const [rule, steps] of Object.entries(table)) {
      const content = new Content();
      content.write("flows/walled.yaml", flow(steps));
      const result = await run(["check", content.path, "--json"]);
      assert.equal(result.code, 1, `${rule}: ${result.stdout}`);
      assert.ok(
        jsonOf(result).findings.some((finding) => finding.rule === rule),
        `${rule}: ${result.stdout}`,
      );
    }
  });

  test("is a usage error without a directory that can be read", async () => {
    const result = await run(["check", "/nonexistent"]);
    assert.equal(result.code, 2);
    assert.equal(lines(result.stderr).length, 1, result.stderr);
  });

  test("finds nothing wrong with a directory that holds nothing, and says so", async () => {
    const empty = temporaryDirectory("empty");
    const result = await run(["check", empty]);
    assert.equal(result.code, 0, result.stderr);
    assert.match(result.stdout, /: warning: .*no content.* \[schema\]\n0 errors, 1 warnings in 0 files\n$/);
    const told = jsonOf(await run(["check", empty, "--json"]));
    assert.deepEqual([told.ok, told.errors, told.warnings], [true, 0, 1]);
    // Nothing can be served from it.
    for (const args of [
      ["test", empty],
      ["publish", empty, "--data", temporaryDirectory()],
    ]) {
      assert.equal((await run(args)).code, 2, args.join(" "));
    }
  });

  test("is a usage error with a configuration that cannot be read", async () => {
    for (const path of [join(temporaryDirectory("config"), "nofile.yaml"), temporaryDirectory("config")]) {
      const result = await run(["check", smallContent, "--config", path]);
      assert.equal(result.code, 2, result.stdout);
      assert.match(result.stderr, /^yingda: .+\n$/);
      assert.ok(result.stderr.includes(path), result.stderr);
    }
  });
});

describe("yingda test", () => {
  test("passes the shipped conversation tests", async () => {
    const result = await run(["test", shippedContent, "--json"]);
    const report = jsonOf(result);
    const failed = report.tests.filter(({ passed }) => !passed);
    assert.deepEqual(failed, []);
    assert.equal(result.code, 0);
    assert.equal(report.passed, report.tests.length);
    assert.ok(report.passed > 100);
    for (const { flow, missing } of report.coverage.flows) {
      assert.deepEqual(missing, [], `flow ${flow}`);
    }
    assert.ok(report.coverage.steps.covered > 250);
  });

  test("fails with what was expected and what came", async () => {
    const content = new Content();
    content.edit("flows/tests/cases.yaml", "哪个城市", "哪个星球");
    const result = await run(["test", content.path, "--json"]);
    assert.equal(result.code, 1, result.stderr);
    const report = jsonOf(result);
    assert.deepEqual([report.passed, report.failed], [0, 1]);
    const [failed] = report.tests;
    assert.equal(failed.test_case, "the address is changed");
    assert.match(failed.failures[0].at, /flows\/tests\/cases\.yaml:6:\d+$/);
    assert.equal(failed.failures[0].turn, "turn 1 (user: 修改收货地址)");
    assert.match(failed.failures[0].expected, /哪个星球/);
    assert.match(failed.failures[0].actual, /哪个城市/);
    const plain = await run(["test", content.path]);
    assert.equal(plain.code, 1);
    assert.match(plain.stdout, /哪个星球/);
  });

  test("and `ask` say as JSON what is wrong with content that cannot be run", async () => {
    const content = new Content();
    content.write(
      "flows/broken.yaml",
      "flows:\n  broken:\n    triggers: [坏了]\n    steps:\n      - answer: no-such-article\n",
    );
    for (const args of [
      ["test", content.path],
      ["ask", "坏了", "--content", content.path],
    ]) {
      const result = await run([...args, "--json"]);
      assert.notEqual(result.code, 0);
      const told = jsonOf(result);
      assert.deepEqual([told.ok, told.errors], [false, 1]);
      const [finding] = told.findings.filter((each) => each.severity === "error");
      assert.equal(finding.rule, "unknown-reference");
      assert.match(finding.file, /flows\/broken\.yaml$/);
      assert.match(result.stderr, /broken\.yaml:5:17: error: /);
      const plain = await run(args);
      assert.deepEqual([plain.code, plain.stdout], [result.code, ""]);
    }
  });

  test("is a usage error without a directory that can be read", async () => {
    assert.equal((await run(["test", "/nonexistent"])).code, 2);
  });
});

describe("yingda evaluate", () => {
  const directory = temporaryDirectory("evaluate");
  const file = (name, objects) => {
    const path = join(directory, name);
    writeFileSync(
      path,
      objects.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join("\n"),
    );
    return path;
  };
  const articles = file("articles.jsonl", [
    {
      id: "a1",
      title: "怎么开发票",
      questions: ["怎么开发票", "发票在哪里下载"],
      answer: "点开发票",
      lang: "zh-CN",
    },
    { id: "a2", title: "提现多久到账", questions: ["提现多久到账", "提现几天到"], lang: "zh-CN" },
    { id: "a3", title: "忘记密码", questions: ["忘记密码怎么办", "怎么重置密码"], lang: "zh-CN" },
  ]);
  const queries = file("queries.jsonl", [
    { text: "发票在哪里下载", expect: "a1" },
    { text: "提现几天到", expect: "a2" },
    { text: "怎么重置密码", expect: "a3" },
    { text: "今晚吃什么", expect: null },
  ]);

  test("prints one object with every figure", async () => {
    const result = await run(["evaluate", "--articles", articles, "--queries", queries, "--json"]);
    assert.equal(result.code, 0, result.stderr);
    const found = jsonOf(result);
    assert.deepEqual([found.in_scope, found.out_of_scope], [3, 1]);
    assert.deepEqual([found.hit_at_1, found.hit_at_3, found.mrr_at_3], [1, 1, 1]);
    assert.deepEqual([found.answered_correct, found.answered_wrong, found.deferred], [1, 0, 0]);
    assert.equal(found.false_answers, 0);
    assert.ok(found.latency_us.p50 > 0 && found.latency_us.p99 >= found.latency_us.p50);
    assert.ok(found.index_s > 0 && found.rss_mb > 1);
    assert.equal(
      (await run(["evaluate", "--articles", articles, "--queries", queries, "--no-title"])).code,
      0,
    );
  });

  test("names the line that is wrong", async () => {
    const wrong = file("wrong.jsonl", [{ text: "x", expect: null }, "{oops"]);
    const result = await run(["evaluate", "--articles", articles, "--queries", wrong]);
    assert.equal(result.code, 2);
    assert.match(result.stderr, /wrong\.jsonl:2:2: error: /);
    assert.equal((await run(["evaluate", "--articles", "/nonexistent", "--queries", queries])).code, 2);
  });

  test("asks an empty text like any other, and says where it stands", async () => {
    const blank = file("blank.jsonl", [
      { text: "发票在哪里下载", expect: "a1" },
      { text: " ", expect: null },
      { text: "", expect: "a2" },
    ]);
    const result = await run(["evaluate", "--articles", articles, "--queries", blank, "--json"]);
    assert.equal(result.code, 0, result.stderr);
    const found = jsonOf(result);
    assert.deepEqual([found.in_scope, found.out_of_scope, found.false_answers], [2, 1, 0]);
    assert.deepEqual([found.answered_correct, found.deferred], [0.5, 0.5]);
    assert.deepEqual(
      lines(result.stderr).map((line) => line.match(/blank\.jsonl:(\d+):\d+: warning: /)?.[1]),
      ["2", "3"],
    );
  });

  test("says what a line should be, in one line and in its own words", async () => {
    const sound = { id: "b", title: "x", questions: ["x"], lang: "en" };
    const wrong = {
      [`{"id":"b","questions":["x"],}`]: [29, /JSON/],
      [`["b"]`]: [1, /object/],
      [`{"id":7,"questions":["x"]}`]: [7, /`id` must be a string/],
      [`{"questions":["x"]}`]: [1, /`id` is missing/],
      [`{"id":"b"}`]: [1, /`questions` is missing/],
      [`{"id":"b","questions":"x"}`]: [23, /`questions` must be a list of strings/],
      [`{"id":"b","questions":["x",1]}`]: [23, /`questions` must be a list of strings/],
      [`{"id":"b","questions":["x"],"lang":1}`]: [36, /`lang` must be a string/],
      [`{"id":"退款","questions":"x"}`]: [24, /`questions` must be/],
      [`{"id":"a","id":"b","questions":["x"]}`]: [1, /`id` stands twice/],
    };
    for (const [line, [column, words]] of Object.entries(wrong)) {
      const path = file("wrong-article.jsonl", [sound, line]);
      const result = await run(["evaluate", "--articles", path, "--queries", queries]);
      assert.equal(result.code, 2, `${line}: ${result.stdout}${result.stderr}`);
      assert.ok(result.stderr.startsWith(`${path}:2:${column}: error: `), `${line}: ${result.stderr}`);
      assert.match(result.stderr, words);
      assert.doesNotMatch(result.stderr, /json\.exception/);
      assert.equal(lines(result.stderr).length, 1);
    }
    for (const [line, words] of [
      [`{"expect":null}`, /`text` is missing/],
      [`{"text":"x"}`, /`expect` is missing/],
      [`{"text":"x","expect":1}`, /`expect` must be an article's id, a list of them, or null/],
    ]) {
      const path = file("wrong-query.jsonl", [line]);
      const result = await run(["evaluate", "--articles", articles, "--queries", path]);
      assert.equal(result.code, 2, line);
      assert.ok(result.stderr.startsWith(`${path}:1:`), result.stderr);
      assert.match(result.stderr, words);
    }
  });

  test("takes no directory for a file, and no id for an article that it is not", async () => {
    const evaluate = (a, q) => run(["evaluate", "--articles", a, "--queries", q]);
    for (const result of [await evaluate(directory, queries), await evaluate(articles, directory)]) {
      assert.equal(result.code, 2, result.stdout);
      assert.ok(result.stderr.startsWith(`yingda: ${directory}: `), result.stderr);
      assert.equal(lines(result.stderr).length, 1);
    }
    const unknown = file("unknown.jsonl", [
      { text: "x", expect: "a1" },
      { text: "y", expect: ["a1", "a9"] },
    ]);
    const asked = await evaluate(articles, unknown);
    assert.equal(asked.code, 0, asked.stderr);
    assert.match(asked.stderr, /unknown\.jsonl:2:1: warning: .*no article.*`a9`.*\n$/);
    const twice = file("twice.jsonl", [
      { id: "a1", questions: ["x"] },
      { id: "a2", questions: ["y"] },
      { id: "a1", questions: ["z"] },
    ]);
    const doubled = await evaluate(twice, queries);
    assert.equal(doubled.code, 2, doubled.stdout);
    assert.match(doubled.stderr, /twice\.jsonl:3:1: error: .*`a1`.*line 1.*\n$/);
    assert.equal((await evaluate(articles, file("none.jsonl", []))).code, 1);
  });
});

describe("yingda chat", () => {
  test("talks in the terminal", async () => {
    const input =
      "提现多久到账\n我要报修\n:submit device=读卡器; contact=13800006021\n:choose today\n:quit\n";
    const result = await run(["chat", "--content", smallContent], { input });
    assert.equal(result.code, 0, result.stderr);
    assert.match(result.stdout, /bot> .*2 小时内/);
    assert.match(result.stdout, /work order GD\d{8}-\d{4}-\d: open, complaint/);
  });

  test("names the field that is wrong, and the slots that a message filled", async () => {
    const input =
      "我要报修\n:submit device=读卡器; contact=123\n:restart\n充值没到账\n20261120002\n:why\n:quit\n";
    const result = await run(["chat", "--content", shippedContent], { input });
    assert.equal(result.code, 0, result.stderr);
    assert.match(result.stdout, /it gave order_number = 20261120002/);
    const form = await run(["chat", "--content", smallContent], { input });
    assert.match(form.stdout, /contact: \S/);
  });
});

describe("yingda import and export", () => {
  const files = (directory) =>
    readdirSync(directory, { recursive: true }).filter((name) => name.endsWith(".md"));

  test("articles come from a table, are found, and go out with the release", async () => {
    const content = temporaryDirectory("import");
    cpSync(smallContent, content, { recursive: true });
    const before = files(content).length;
    const table = join(content, "faq.csv");
    writeFileSync(
      table,
      '\uFEFFid,questions,answer\r\nchange-email,怎么修改收件邮箱|能换电子邮箱吗,"在「账户设置」里改，\n发一封确认邮件。"\r\n',
    );
    const made = await run(["import", table, "--content", content]);
    assert.equal(made.code, 0, made.stderr);
    assert.equal(files(content).length, before + 1);
    const asked = await run(["ask", "能换电子邮箱吗", "--content", content, "--json"]);
    assert.equal(jsonOf(asked).candidates[0].id, "change-email");

    const again = await run(["import", table, "--content", content]);
    assert.equal(again.code, 2);
    assert.match(again.stderr, /imported\/change-email\.md is there already/);

    const data = temporaryDirectory("import-data");
    assert.equal((await run(["publish", content, "--data", data])).code, 0);
    const out = join(temporaryDirectory("export"), "copy");
    const exported = await run(["export", out, "--data", data]);
    assert.equal(exported.code, 0, exported.stderr);
    assert.equal(files(out).length, before + 1);
  });

  test("one bad row, and nothing is written", async () => {
    const content = temporaryDirectory("import");
    cpSync(smallContent, content, { recursive: true });
    const before = files(content).length;
    const list = join(content, "faq.jsonl");
    writeFileSync(
      list,
      '{"id":"fine","questions":["a b c"],"answer":"x"}\n{"id":"faq_001","questions":["q"],"answer":"x"}\n',
    );
    const refused = await run(["import", list, "--content", content]);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /faq\.jsonl:2: `id` must be/);
    assert.equal(files(content).length, before);
  });
});
