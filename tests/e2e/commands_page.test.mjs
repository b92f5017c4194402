// docs/commands.md against the program: its examples run, and nothing that the program takes is missing.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { before, describe, test } from "node:test";
import { mustRun, root, smallContent } from "./support/command.mjs";
import { Content } from "./support/content.mjs";
import { Server, temporaryDirectory } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";

const page = readFileSync(join(root, "docs/commands.md"), "utf8");
const files = [...page.matchAll(/<!-- file (\S+) -->\n```json\n([^]*?)```/g)];
const examples = [...page.matchAll(/<!-- run -->\n```console\n\$ (.*)\n([^]*?)```/g)];

/** How the value looks: names and types. A list looks like the one example of its elements that the page gives. */
function assertLooksLike(value, example, at) {
  const kind = (any) => (Array.isArray(any) ? "array" : any === null ? "null" : typeof any);
  assert.equal(kind(value), kind(example), at);
  if (Array.isArray(value)) {
    assert.ok(example.length > 0 || value.length === 0, `${at}: the page shows no element`);
    value.forEach((each, i) => assertLooksLike(each, example[0], `${at}[${i}]`));
  } else if (kind(value) === "object") {
    assert.deepEqual(Object.keys(value).sort(), Object.keys(example).sort(), at);
    for (const [name, part] of Object.entries(value)) assertLooksLike(part, example[name], `${at}.${name}`);
  }
}

/** The page's text, where `…` stands for anything. */
function assertReadsLike(text, example) {
  const parts = example.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  assert.match(text.trim(), new RegExp(`^${parts.join("[^]*")}$`));
}

const sectionOf = (command) => {
  const [, rest] = page.split(`\n## yingda ${command}\n`);
  assert.ok(rest, `docs/commands.md has no "## yingda ${command}"`);
  return rest.split("\n## ")[0];
};
const namesIn = (help) => {
  const list = help.split("Subcommands:\n")[1] ?? "";
  return [...list.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
};

describe("docs/commands.md", () => {
  const directory = temporaryDirectory("commands");

  before(async () => {
    cpSync(smallContent, join(directory, "shop"), { recursive: true });
    const changed = new Content();
    changed.answer("提现半小时内到账。");
    cpSync(changed.path, join(directory, "changed"), { recursive: true });
    for (const [, name, text] of files) writeFileSync(join(directory, name), text);
    const server = await Server.start({ data: join(directory, "data") });
    const visitor = await Visitor.join(server);
    await visitor.say("提现多久到账");
    await visitor.hears("bot", /2 小时内/);
    await server.stop();
  });

  test("has a section for every command, with an example and every option", async () => {
    const commands = namesIn(await mustRun(["--help"]));
    assert.ok(commands.length >= 11, commands.join());
    for (const command of commands) {
      const section = sectionOf(command);
      assert.match(section, new RegExp(`^\\$ .*\\byingda ${command}\\b`, "m"), `${command} has no example`);
      const help = await mustRun([command, "--help"]);
      const helps = [help, ...(await Promise.all(namesIn(help).map((name) => mustRun([command, name, "--help"]))))];
      for (const name of namesIn(help)) assert.ok(section.includes(`\`${command} ${name}`), `${command} ${name}`);
      for (const [, option] of helps.join("\n").matchAll(/^ {2}(?:-\w,)?(--[a-z-]+)/gm)) {
        if (option !== "--help") assert.ok(section.includes(option), `yingda ${command} ${option} is not on the page`);
      }
    }
  });

  assert.ok(examples.length >= 11, "the page has lost its examples");
  for (const [, command, expected] of examples) {
    test(`$ ${command}`, () => {
      const env = { ...process.env, PATH: `${process.env.YINGDA_BIN}${delimiter}${process.env.PATH}` };
      const ran = spawnSync("bash", ["-c", command], { cwd: directory, env, encoding: "utf8" });
      assert.equal(ran.status, 0, ran.stdout + ran.stderr);
      if (expected.startsWith("{")) assertLooksLike(JSON.parse(ran.stdout), JSON.parse(expected), command);
      else assertReadsLike(ran.stdout, expected.trim());
    });
  }
});
