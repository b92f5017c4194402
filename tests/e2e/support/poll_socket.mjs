// The chat by HTTP: what docs/protocol.md says about POST /v1/chat/poll, with the face of a Socket.
import { Agent, request as ask } from "node:http";
import { FrameLog } from "./frame_log.mjs";

export class PollSocket extends FrameLog {
  session;
  closed;
  #url;
  #headers;
  #agent = new Agent({ keepAlive: true });
  #outgoing = [];
  #first = 1;
  #got = 0;
  #inAir = 0;
  #tellEnd;

  static open(origin, path, { headers = {} } = {}) {
    return Promise.resolve(new PollSocket(new URL(`${path}/poll`, origin), headers));
  }

  constructor(url, headers) {
    super();
    this.#url = url;
    this.#headers = headers;
    this.closed = new Promise((resolve) => (this.#tellEnd = resolve));
  }

  send(frame) {
    if (this.isClosed) return;
    this.#outgoing.push(frame);
    if (this.session !== undefined || this.#inAir === 0) void this.#poll();
  }

  /** One request with exactly this body; `{status, headers, body}`. */
  post(body, { session = this.session } = {}) {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) };
    if (session !== undefined) headers["Authorization"] = `Bearer ${session}`;
    return new Promise((resolve, reject) => {
      const asked = ask(this.#url, { method: "POST", agent: this.#agent, headers: { ...headers, ...this.#headers } });
      asked.on("error", reject);
      asked.on("response", (response) => {
        let received = "";
        response.setEncoding("utf8").on("data", (part) => (received += part));
        response.on("error", reject);
        response.on("end", () => {
          resolve({ status: response.statusCode, headers: response.headers, body: JSON.parse(received) });
        });
      });
      asked.end(text);
    });
  }

  async #poll() {
    this.#inAir++;
    const body = { first: this.#first, frames: this.#outgoing.slice(0, 32), got: this.#got };
    const answer = await this.post(body).catch(() => undefined);
    this.#inAir--;
    if (this.isClosed) return undefined;
    if (answer?.status !== 200) return this.#end(1006);
    const { session, first, frames, got, close } = answer.body;
    this.session ??= session;
    while (this.#first <= got && this.#outgoing.shift() !== undefined) this.#first++;
    frames.forEach((frame, index) => {
      if (first + index !== this.#got + 1) return;
      this.#got++;
      this.frames.push(frame);
    });
    this.changed();
    if (close !== undefined) return this.#end(close);
    return this.#inAir === 0 || this.#outgoing.length > 0 ? this.#poll() : undefined;
  }

  #end(code) {
    if (this.isClosed) return;
    this.isClosed = true;
    this.ended = { code, reason: "" };
    this.#agent.destroy();
    this.#tellEnd(this.ended);
    this.changed();
  }

  async close() {
    if (this.isClosed) return this.ended;
    // The connection may end with the session before this is answered.
    await this.post({ leave: true }).catch(() => undefined);
    return this.cut();
  }

  /** Says nothing and is gone. */
  cut() {
    this.#end(1006);
    return this.closed;
  }
}
