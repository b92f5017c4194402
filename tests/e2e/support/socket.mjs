// A WebSocket client (RFC 6455) that sends any header and shows every frame: Node 20 has none.
import { createHash, randomBytes } from "node:crypto";
import { request } from "node:http";
import { FrameLog } from "./frame_log.mjs";
import { PATIENCE_MS, within } from "./wait.mjs";

const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 };
const ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** The server answered the upgrade with something else than 101. */
export class Refused extends Error {
  constructor(status, headers, body) {
    super(`the upgrade was refused: ${status} ${body}`);
    Object.assign(this, { status, headers, body });
  }
}

export class Socket extends FrameLog {
  /** The subprotocol the server chose. */
  protocol;
  /** Settles with `{code, reason}`; 1006 when the connection broke without a close frame. */
  closed;

  #stream;
  #buffer = Buffer.alloc(0);
  #fragments = [];
  #answersClose;

  /**
   * Opens `path` of the server at `origin` (http://…). `answersClose: false`: a client that does not take part in
   * the closing handshake.
   */
  static open(origin, path, { headers = {}, protocols, answersClose = true } = {}) {
    const key = randomBytes(16).toString("base64");
    const offered = protocols === undefined ? {} : { "Sec-WebSocket-Protocol": protocols.join(", ") };
    const opened = new Promise((resolve, reject) => {
      const asked = request(new URL(path, origin), {
        agent: false,
        headers: {
          Connection: "Upgrade",
          Upgrade: "websocket",
          "Sec-WebSocket-Version": "13",
          "Sec-WebSocket-Key": key,
          ...offered,
          ...headers,
        },
      });
      asked.on("error", reject);
      asked.on("response", (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (part) => (body += part));
        response.on("end", () => reject(new Refused(response.statusCode, response.headers, body)));
      });
      asked.on("upgrade", (response, stream, head) => {
        const proof = createHash("sha1")
          .update(key + ACCEPT_SUFFIX)
          .digest("base64");
        if (response.headers["sec-websocket-accept"] !== proof) {
          stream.destroy();
          return reject(new Error("the upgrade was accepted with a wrong Sec-WebSocket-Accept"));
        }
        resolve(new Socket(stream, head, response.headers["sec-websocket-protocol"], answersClose));
      });
      asked.end();
    });
    return within(PATIENCE_MS, `WebSocket ${path}`, opened);
  }

  constructor(stream, head, protocol, answersClose) {
    super();
    this.#stream = stream;
    this.#answersClose = answersClose;
    this.protocol = protocol;
    stream.setNoDelay(true);
    stream.on("error", () => {});
    this.closed = new Promise((resolve) => {
      stream.on("close", () => {
        this.isClosed = true;
        resolve(this.ended);
        this.changed();
      });
    });
    stream.on("data", (bytes) => this.#take(bytes));
    stream.on("end", () => stream.destroy());
    if (head.length > 0) this.#take(head);
  }

  send(frame) {
    this.sendText(JSON.stringify(frame));
  }

  sendText(text) {
    this.sendRaw(OPCODE.text, Buffer.from(text, "utf8"));
  }

  sendBinary(bytes) {
    this.sendRaw(OPCODE.binary, bytes);
  }

  sendRaw(opcode, payload) {
    if (!this.isClosed) this.#stream.write(encode(opcode, payload));
  }

  /** Says goodbye and waits for the end. */
  close(code = 1000) {
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(code);
    this.sendRaw(OPCODE.close, payload);
    return within(PATIENCE_MS, "the closing handshake", this.closed);
  }

  /** Cuts the connection as a dead network would. */
  cut() {
    this.#stream.destroy();
    return this.closed;
  }

  #take(bytes) {
    this.#buffer = this.#buffer.length === 0 ? bytes : Buffer.concat([this.#buffer, bytes]);
    for (;;) {
      const frame = decode(this.#buffer);
      if (frame === undefined) break;
      this.#buffer = this.#buffer.subarray(frame.size);
      this.#handle(frame);
    }
    this.changed();
  }

  #handle({ final, opcode, payload }) {
    if (opcode === OPCODE.ping) return this.sendRaw(OPCODE.pong, payload);
    if (opcode === OPCODE.close) {
      if (payload.length >= 2) {
        this.ended = { code: payload.readUInt16BE(0), reason: payload.subarray(2).toString("utf8") };
      }
      if (!this.#answersClose) return undefined;
      this.sendRaw(OPCODE.close, payload.subarray(0, 2));
      return this.#stream.end();
    }
    if (opcode !== OPCODE.text && opcode !== OPCODE.continuation) return undefined;
    this.#fragments.push(payload);
    if (!final) return undefined;
    const text = Buffer.concat(this.#fragments).toString("utf8");
    this.#fragments = [];
    this.frames.push(JSON.parse(text));
    return undefined;
  }
}

function encode(opcode, payload) {
  const { length } = payload;
  const extra = length < 126 ? 0 : length < 65536 ? 2 : 8;
  const head = Buffer.alloc(2 + extra);
  head[0] = 0x80 | opcode;
  head[1] = 0x80 | (extra === 0 ? length : extra === 2 ? 126 : 127);
  if (extra === 2) head.writeUInt16BE(length, 2);
  if (extra === 8) head.writeBigUInt64BE(BigInt(length), 2);
  const mask = randomBytes(4);
  const masked = Buffer.from(payload);
  for (let i = 0; i < masked.length; i++) masked[i] ^= mask[i % 4];
  return Buffer.concat([head, mask, masked]);
}

/** The frame at the front, or undefined while it is not complete. A server never masks. */
function decode(buffer) {
  if (buffer.length < 2) return undefined;
  if (buffer[1] & 0x80) throw new Error("the server masked a frame");
  const short = buffer[1] & 0x7f;
  const offset = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (buffer.length < offset) return undefined;
  const length =
    short === 126 ? buffer.readUInt16BE(2) : short === 127 ? Number(buffer.readBigUInt64BE(2)) : short;
  if (buffer.length < offset + length) return undefined;
  return {
    final: (buffer[0] & 0x80) !== 0,
    opcode: buffer[0] & 0x0f,
    payload: Buffer.from(buffer.subarray(offset, offset + length)),
    size: offset + length,
  };
}
