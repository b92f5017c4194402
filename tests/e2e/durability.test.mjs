// What was acknowledged is there, whatever becomes of the process.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Server } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";
import { eventually } from "./support/wait.mjs";
import { isOrderNumber } from "./support/work_order.mjs";

/** Sends numbered messages, a few at a time, over as many connections as it takes. */
class Talker {
  /** id → seq, as acknowledged. */
  accepted = new Map();
  /** id → text, sent and not yet acknowledged. */
  waiting = new Map();
  #visitor;
  #read = 0;
  #next = 0;
  #name;
  #total;

  constructor(visitor, name, total = Infinity) {
    this.#visitor = visitor;
    this.#name = name;
    this.#total = total;
  }

  get visitor() {
    return this.#visitor;
  }

  get done() {
    return this.accepted.size === this.#total;
  }

  /** Keeps `window` messages on the way until `enough` or until the server is gone. */
  async talk(window, enough) {
    const { socket } = this.#visitor;
    while (!socket.isClosed && !this.done && !enough()) {
      while (this.waiting.size < window && this.#next < this.#total) {
        const id = `${this.#name}-${this.#next++}`;
        this.waiting.set(id, `${this.#name} 说的第 ${this.#next} 句`);
        this.#send(id);
      }
      const known = this.#read;
      await socket
        .next("more frames", (frame) => frame.type === "accepted" || frame.type === "error", { from: known })
        .catch((error) => {
          if (!socket.isClosed) throw error;
        });
      this.#take();
    }
    this.#take();
  }

  /** Says nothing new; waits for what is on the way. */
  finish() {
    return this.talk(0, () => this.waiting.size === 0);
  }

  #take() {
    const { frames } = this.#visitor.socket;
    for (; this.#read < frames.length; this.#read++) {
      const frame = frames[this.#read];
      assert.notEqual(frame.type, "error", JSON.stringify(frame));
      if (frame.type !== "accepted") continue;
      const before = this.accepted.get(frame.id);
      assert.ok(before === undefined || before === frame.seq, `${frame.id}: was ${before}, is ${frame.seq}`);
      this.accepted.set(frame.id, frame.seq);
      this.waiting.delete(frame.id);
    }
  }

  #send(id) {
    this.#visitor.send({ type: "message", id, text: this.waiting.get(id) });
  }

  /** On a new connection: what was not acknowledged goes again, with the same ids. */
  async resume(fields) {
    this.#take();
    await this.#visitor.resume(fields);
    this.#read = 0;
    for (const id of this.waiting.keys()) this.#send(id);
  }

  /** Every acknowledged message is there once, at its place, in what the server has from the start. */
  async verify() {
    const fresh = await this.#visitor.again();
    const log = await fresh.caughtUp();
    const said = log.filter((event) => event.client_id !== undefined);
    assert.equal(new Set(said.map((event) => event.client_id)).size, said.length, "a message is there twice");
    for (const [id, seq] of this.accepted) {
      assert.equal(log[seq - 1]?.client_id, id, `${id} was accepted as ${seq}`);
    }
    for (const event of this.#visitor.log) assert.deepEqual(log[event.seq - 1], event);
    await fresh.socket.close();
    return log;
  }
}

describe("a server that is killed", () => {
  test("loses none of 1,000 messages and doubles none", async () => {
    const server = await Server.start();
    const talker = new Talker(await Visitor.join(server), "m", 1000);
    for (const size of [150, 400, 650, 900]) {
      await talker.talk(16, () => talker.accepted.size >= size);
      await server.kill();
      await server.restart();
      await talker.resume();
    }
    await talker.talk(16, () => false);
    const log = await talker.verify();
    const mine = log.filter((event) => event.client_id !== undefined);
    assert.equal(mine.length, 1000);
    assert.deepEqual(
      mine.map((event) => event.text).sort(),
      Array.from({ length: 1000 }, (_, i) => `m 说的第 ${i + 1} 句`).sort(),
    );
    // A client that holds some of it gets the rest, all of it, over any distance.
    for (const after of [1, 199, 200, 201, log.length - 1, log.length]) {
      const part = await talker.visitor.again({ after });
      const last = log.length;
      if (after < last)
        await part.socket.next(`event ${last}`, (frame) => frame.seq === last && frame.type === "event");
      await part.socket.settled();
      const got = part.socket.frames.filter((frame) => frame.type === "event");
      assert.deepEqual(got, log.slice(after), `after ${after}`);
      await part.socket.close();
    }
    await server.stop();
  });

  test("20 times, while eight visitors talk, keeps every acknowledged frame", async () => {
    const server = await Server.start();
    const talkers = await Promise.all(
      Array.from({ length: 8 }, async (_, i) => new Talker(await Visitor.join(server), `v${i}`)),
    );
    const acknowledged = () => talkers.reduce((sum, { accepted }) => sum + accepted.size, 0);
    for (let round = 0; round < 20; round++) {
      // Another number of messages each time: the kill falls into another moment of the commit.
      const target = acknowledged() + 16 + ((round * 7) % 13);
      const talking = talkers.map((talker) => talker.talk(3, () => false));
      await eventually("enough acknowledged", () => acknowledged() >= target, { every: 1 });
      await server.kill();
      await Promise.all(talking);
      await server.restart();
      await Promise.all(talkers.map((talker) => talker.verify()));
      await Promise.all(talkers.map((talker) => talker.resume()));
    }
    await Promise.all(talkers.map((talker) => talker.finish()));
    for (const talker of talkers) {
      const log = await talker.verify();
      assert.equal(
        log.filter((event) => event.client_id !== undefined).length,
        talker.accepted.size,
        "what was sent again after a kill is there once",
      );
    }
    await server.stop();
  });

  test("right after it accepted `human` has the work order, once", async () => {
    const server = await Server.start();
    for (let round = 0; round < 5; round++) {
      const visitor = await Visitor.join(server);
      const accepted = await visitor.human("help");
      await server.kill();
      await server.restart();
      await visitor.resume({ after: 0 });
      const order = await visitor.workOrder();
      assert.ok(isOrderNumber(order.number), order.number);
      assert.deepEqual(await visitor.human("help"), { ...accepted, dup: true });
      await visitor.human("help-again");
      const log = await visitor.caughtUp();
      const numbers = new Set(log.filter(({ kind }) => kind === "work_order").map(({ number }) => number));
      assert.deepEqual([...numbers], [order.number]);
      assert.equal(log.filter((event) => event.client_id === "help").length, 1);
    }
    await server.stop();
  });

  test("never gives a number twice", async () => {
    const server = await Server.start();
    const numbers = [];
    for (let round = 0; round < 4; round++) {
      const visitors = await Promise.all(Array.from({ length: 4 }, () => Visitor.join(server)));
      await Promise.all(visitors.map((visitor) => visitor.human()));
      const orders = await Promise.all(visitors.map((visitor) => visitor.workOrder()));
      numbers.push(...orders.map(({ number }) => number));
      await server.kill();
      await server.restart();
    }
    assert.equal(new Set(numbers).size, numbers.length, numbers.join(" "));
    await server.stop();
  });
});

describe("a deadline", () => {
  const short = { inquiry: { target: "2s", promise: "3s", next_response: "10m", resolve: "1h" } };
  const missed = /没有在承诺的时间内回复/;

  test("that passes while the server is down is told once when it is back", async () => {
    const server = await Server.start({ config: { sla: short } });
    const visitor = await Visitor.join(server);
    await visitor.human();
    const order = await visitor.workOrder();
    const due = Date.parse(order.first_response_due);
    assert.equal(due - Date.parse(order.opened_at), 3000);
    await server.kill();
    await eventually("the deadline", () => Date.now() > due + 200);
    await server.restart();
    await visitor.resume();
    const told = await visitor.hears("system", missed);
    assert.ok(told.text.includes(order.number));
    await server.kill();
    await server.restart();
    await visitor.resume();
    await visitor.say("还在吗");
    await visitor.caughtUp();
    assert.equal(visitor.texts("system").filter((text) => missed.test(text)).length, 1);
    await server.stop();
  });

  test("that is still to come stays where it was and is told when it is missed, not before", async () => {
    const server = await Server.start({ config: { sla: short } });
    const visitor = await Visitor.join(server);
    await visitor.human();
    const order = await visitor.workOrder();
    await server.kill();
    await server.restart();
    await visitor.resume();
    const told = await visitor.hears("system", missed);
    assert.ok(Date.parse(told.at) >= Date.parse(order.first_response_due), "told before it was due");
    await server.stop();
  });
});
