// A visitor as a program: keeps every event, and fails at the first one that is out of order.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { Socket } from "./socket.mjs";

export class Visitor {
  socket;
  welcome;
  /** seq → event. */
  events = new Map();
  #server;
  #hello;
  #over;
  #collected = 0;

  /** `hello`: fields of the first frame; `over`: what carries the frames; `headers`, `protocols`: of the upgrade. */
  static async join(server, { hello = {}, over = Socket, ...upgrade } = {}) {
    const visitor = new Visitor();
    visitor.#over = over;
    visitor.#server = server;
    visitor.#hello = hello;
    await visitor.#connect(hello, upgrade);
    return visitor;
  }

  /** On a new connection, with everything already held kept. */
  async resume({ after = this.last, ...fields } = {}) {
    const { token, epoch } = this.welcome;
    await this.#connect({ ...this.#hello, token, epoch, after, ...fields }, {});
    return this;
  }

  /** Another connection to the same conversation, which holds nothing yet. */
  async again(fields = {}) {
    return Visitor.join(this.#server, { hello: { token: this.welcome.token, ...fields } });
  }

  async #connect(hello, upgrade) {
    const socket = await this.#over.open(this.#server.url, "/v1/chat", {
      protocols: ["yingda.chat.v1"],
      ...upgrade,
    });
    if (this.socket !== undefined) this.#collect();
    this.socket = socket;
    this.#collected = 0;
    socket.send({ type: "hello", ...hello });
    this.welcome = await socket.next("welcome", (frame) => frame.type === "welcome");
  }

  /** The last seq held. */
  get last() {
    this.#collect();
    return this.events.size;
  }

  /** All events so far, checked: without gaps, and what was shown once never changes. */
  #collect() {
    const { frames } = this.socket;
    while (this.#collected < frames.length) {
      const frame = frames[this.#collected++];
      if (frame.type !== "event") continue;
      const known = this.events.get(frame.seq);
      if (known !== undefined) {
        assert.deepEqual(frame, known, `event ${frame.seq} has changed`);
      } else {
        assert.equal(frame.seq, this.events.size + 1, "a gap in the events");
        this.events.set(frame.seq, frame);
      }
    }
  }

  /** What was said, in order. */
  get log() {
    this.#collect();
    return [...this.events.values()];
  }

  texts(role) {
    return this.log
      .filter((event) => event.kind === "message" && event.from.role === role)
      .map((event) => event.text);
  }

  send(frame) {
    const id = frame.id ?? randomUUID();
    this.socket.send({ ...frame, id });
    return id;
  }

  /** Sends a frame and waits until it is accepted. */
  async do(frame) {
    const from = this.socket.frames.length;
    const id = this.send(frame);
    const answer = await this.socket.next(
      `accepted ${id}`,
      (got) => (got.type === "accepted" || got.type === "error") && got.id === id,
      { from },
    );
    assert.equal(answer.type, "accepted", `${JSON.stringify(frame)} → ${JSON.stringify(answer)}`);
    return answer;
  }

  say(text, id) {
    return this.do({ type: "message", text, ...(id && { id }) });
  }

  human(id) {
    return this.do({ type: "human", ...(id && { id }) });
  }

  /** Sends what must be refused. */
  async refused(frame) {
    const from = this.socket.frames.length;
    const id = this.send(frame);
    const answer = await this.socket.next(
      `the refusal of ${id}`,
      (got) => (got.type === "accepted" || got.type === "error") && got.id === id,
      { from },
    );
    assert.equal(answer.type, "error", JSON.stringify(answer));
    return answer;
  }

  /** The first event with a seq above `after` that fits. */
  event(what, fits, { after = 0, ms } = {}) {
    return this.socket.next(
      what,
      (frame) => frame.type === "event" && frame.seq > after && fits(frame),
      ms === undefined ? {} : { ms },
    );
  }

  /** The first message of `role` after that seq, matching the pattern. */
  hears(role, pattern, after = 0) {
    return this.event(
      `a message of the ${role} like ${pattern}`,
      (event) => event.kind === "message" && event.from.role === role && pattern.test(event.text),
      { after },
    );
  }

  workOrder(fits = () => true, after = 0) {
    return this.event("a work order", (event) => event.kind === "work_order" && fits(event), { after });
  }

  /** Everything up to the server's last event has come. */
  async caughtUp() {
    await this.socket.settled();
    const { seq } = this.welcome;
    if (this.last < seq) await this.event(`event ${seq}`, (event) => event.seq >= seq);
    return this.log;
  }
}
