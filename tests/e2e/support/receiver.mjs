// A program that is told by webhook: keeps every request, verifies it as the standard says, and answers
// as a test wants.
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { eventually } from "./wait.mjs";

/** A secret as it stands in the environment of both sides. */
export const newSecret = () => `whsec_${randomBytes(32).toString("base64")}`;

const TOLERANCE_S = 300;

/** What `secret` would have signed; written from the text of the standard, not from the gateway. */
export function verify({ headers, body }, secret) {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const seconds = Number(headers["webhook-timestamp"]);
  if (Math.abs(Date.now() / 1000 - seconds) > TOLERANCE_S) return false;
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const wanted = createHmac("sha256", key).update(signed).digest();
  return headers["webhook-signature"].split(" ").some((each) => {
    const [version, signature] = each.split(",");
    const given = Buffer.from(signature, "base64");
    return version === "v1" && given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

export class Receiver {
  /** Oldest first: `{method, path, headers, body, message, at}`. */
  requests = [];
  /** The status of an answer; a promise holds it back. */
  answer = () => 204;
  url;
  #server;

  static async start() {
    const receiver = new Receiver();
    receiver.#server = createServer((request, response) => void receiver.#take(request, response));
    receiver.#server.listen(0, "127.0.0.1");
    await once(receiver.#server, "listening");
    receiver.url = `http://127.0.0.1:${receiver.#server.address().port}/hooks`;
    return receiver;
  }

  async #take(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString("utf8");
    const { method, url: path, headers } = request;
    const seen = { method, path, headers, body, message: JSON.parse(body), at: Date.now() };
    this.requests.push(seen);
    response.writeHead(await this.answer(seen)).end();
  }

  of(type) {
    return this.requests.filter(({ message }) => message.type === type);
  }

  /** The `count`-th request of that type. */
  async hears(type, count = 1) {
    return eventually(`${type} (${count})`, () => this.of(type)[count - 1]);
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
