// An agent at the desk, as a program.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { Socket } from "./socket.mjs";

export class Agent {
  name;
  socket;
  welcome;

  /** Logs in by cookie, as a browser does; `token`: by API token instead. */
  static async join(server, name, { token, online = true, capacity = 5 } = {}) {
    const agent = new Agent();
    agent.name = name;
    const headers =
      token === undefined
        ? { Cookie: await server.cookie(name), Origin: server.url }
        : { Authorization: `Bearer ${token}` };
    agent.socket = await Socket.open(server.url, "/v1/desk", { headers, protocols: ["yingda.desk.v1"] });
    agent.welcome = await agent.socket.next("welcome", (frame) => frame.type === "welcome");
    if (online) agent.socket.send({ type: "presence", status: "online", capacity });
    return agent;
  }

  /** A frame with an id, and what came of it: `accepted` or `error`. */
  async try(frame) {
    const from = this.socket.frames.length;
    const id = frame.id ?? randomUUID();
    this.socket.send({ ...frame, id });
    return this.socket.next(
      `an answer to ${frame.type}`,
      (got) => (got.type === "accepted" || got.type === "error") && got.id === id,
      { from },
    );
  }

  async do(frame) {
    const answer = await this.try(frame);
    assert.equal(answer.type, "accepted", `${JSON.stringify(frame)} → ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Waits until the conversation is in the queue. */
  queued(conversation) {
    return this.socket.next(
      `${conversation} in the queue`,
      (frame) =>
        (frame.type === "queue" || frame.type === "welcome") &&
        frame.queue.some((row) => row.conversation === conversation),
    );
  }

  /** Takes it and returns its context. */
  async claim(conversation) {
    const from = this.socket.frames.length;
    await this.do({ type: "claim", conversation });
    const frame = await this.socket.next(
      "context",
      (got) => got.type === "context" && got.conversation === conversation,
      { from },
    );
    return frame.context;
  }

  /** `article`: the one that the words are taken from. */
  say(conversation, text, article) {
    return this.do({ type: "message", conversation, text, ...(article && { article }) });
  }

  event(what, fits, options) {
    return this.socket.next(what, (frame) => frame.type === "event" && fits(frame), options);
  }
}
