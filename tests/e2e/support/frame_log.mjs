// The frames that came over a connection, whatever it is made of, and how to wait for one.
import { PATIENCE_MS, within } from "./wait.mjs";

export class FrameLog {
  /** Every JSON frame that came, in order. */
  frames = [];
  isClosed = false;
  /** `{code}` once it is closed. */
  ended = { code: 1006, reason: "" };
  #watchers = new Set();

  /** A frame has come, or the end. */
  changed() {
    for (const watcher of this.#watchers) watcher();
  }

  /** The first frame from index `from` on that `fits`; fails when the connection ends before it comes. */
  async next(what, fits, { from = 0, ms = PATIENCE_MS } = {}) {
    let watcher;
    const found = new Promise((resolve, reject) => {
      let index = from;
      watcher = () => {
        for (; index < this.frames.length; index++) {
          if (fits(this.frames[index])) return resolve(this.frames[index]);
        }
        if (this.isClosed) reject(new Error(`closed (${this.ended.code}) before ${what}`));
      };
      this.#watchers.add(watcher);
      watcher();
    });
    try {
      return await within(ms, what, found);
    } catch (error) {
      const seen = this.frames.slice(-8).map((frame) => JSON.stringify(frame).slice(0, 300));
      error.message += `\nthe last frames:\n  ${seen.join("\n  ")}`;
      throw error;
    } finally {
      this.#watchers.delete(watcher);
    }
  }

  /** Everything the server had to say to what was sent before has come once this settles. */
  async settled() {
    const from = this.frames.length;
    this.send({ type: "ping" });
    await this.next("pong", (frame) => frame.type === "pong", { from });
  }
}
