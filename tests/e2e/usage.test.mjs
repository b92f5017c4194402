// What is asked in a way that makes no sense: exit 2, one line on stderr, and nothing has happened.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { run, smallContent } from "./support/command.mjs";
import { PASSWORD, temporaryDirectory } from "./support/server.mjs";

async function refused(args, words, options) {
  const result = await run(args, options);
  const name = `yingda ${args.join(" ")}`;
  assert.equal(result.code, 2, `${name}: ${result.stdout}${result.stderr}`);
  assert.match(result.stderr, /^[^\n]+\n$/, name);
  assert.match(result.stderr, words, name);
  assert.equal(result.stdout, "", name);
}

describe("a usage error", () => {
  test("is one line that names what is wrong", async () => {
    await refused(["serve", "--fly"], /--fly/);
    await refused(["ask"], /TEXT/);
    await refused([], /command/);
    await refused(["user"], /add, list/);
    await refused(["user", "frob"], /"frob".*add, list/);
    await refused(["dossier", "frob", "x"], /"frob".*verify/);
    await refused(["evaluate", "--queries"], /--queries/);
    await refused(["check", "--help-me"], /--help-me/);
  });

  test("is a number of conversations that is none", async () => {
    for (const last of ["0", "-1", "few"]) {
      await refused(
        ["replay", "--content", smallContent, "--last", last],
        new RegExp(`--last: must be a whole number from 1 on, not \`${last}\``),
      );
    }
  });

  test("is two things at once that `publish` cannot do together", async () => {
    const data = temporaryDirectory();
    const published = await run(["publish", smallContent, "--data", data]);
    assert.equal(published.code, 0, published.stderr);
    const publish = (...args) => ["publish", "--data", data, ...args];
    await refused(publish(smallContent, "--rollback", "1"), /--rollback/);
    await refused(publish(smallContent, "--list"), /--list/);
    await refused(publish(smallContent, "--diff", "1", "1"), /--diff/);
    await refused(publish("--rollback", "1", "--list"), /--list/);
    await refused(publish("--rollback", "0"), /--rollback/);
    await refused(publish("--rollback", "1", "--base", "1"), /--base/);
    assert.equal((await run(publish("--rollback", "1"))).code, 0);
  });
});

describe("a password", () => {
  const data = temporaryDirectory();
  const user = (...args) => ["user", ...args, "--data", data];
  const add = (name) => user("add", name, "--role", "agent", "--password-stdin");

  test("is not asked for when there is no such user", async () => {
    const input = `${PASSWORD}\n`;
    assert.equal((await run(add("li"), { input })).code, 0);
    await refused(user("password", "nobody"), /there is no user "nobody"/);
    await refused(user("password", "nobody", "--password-stdin"), /there is no user "nobody"/, { input });
    // Nor for a name that is taken.
    await refused(user("add", "li", "--role", "agent"), /"li" is taken/);
  });

  test("is one line of UTF-8", async () => {
    await refused(add("two"), /more than one line/, { input: `${PASSWORD}\nsecond line\n` });
    await refused(add("latin"), /UTF-8/, { input: Buffer.from("corr\xe9ct horse\n", "latin1") });
    await refused(add("long"), /1,024 bytes/, { input: "x".repeat(2_000_000) });
    await refused(add("none"), /8 characters/, { input: "" });
    assert.equal((await run(add("fine"), { input: "没有行尾的一个密码" })).code, 0);
    assert.equal((await run(add("crlf"), { input: `${PASSWORD}\r\n` })).code, 0);
    const listed = (await run(user("list"))).stdout.split("\n").map((line) => line.split("\t")[0]);
    assert.deepEqual(listed.filter(Boolean).sort(), ["crlf", "fine", "li"]);
  });
});
