// A content directory of one's own, to change.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { smallContent } from "./command.mjs";
import { temporaryDirectory } from "./server.mjs";

export class Content {
  path = temporaryDirectory("content");

  constructor() {
    cpSync(smallContent, this.path, { recursive: true });
  }

  write(file, text) {
    const path = join(this.path, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  /** Replaces `from`, which must be there. */
  edit(file, from, to) {
    const text = readFileSync(join(this.path, file), "utf8");
    if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
    this.write(file, text.replaceAll(from, to));
  }

  /** What the bot says to 提现多久到账. */
  answer(text) {
    this.edit("knowledge_base/withdraw-arrival.md", this.#answer, text);
    this.#answer = text;
  }
  #answer = "工作日申请的提现 **2 小时内** 到账。";

  /** A step that leads nowhere. */
  break() {
    this.edit("flows/cases.yaml", "next: hand_over}", "next: nowhere}");
  }

  repair() {
    this.edit("flows/cases.yaml", "next: nowhere}", "next: hand_over}");
  }
}
