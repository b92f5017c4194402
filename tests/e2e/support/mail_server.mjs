// A mail server that listens on a real socket and keeps what it is given, written from RFC 5321, 3207 (STARTTLS)
// and 4954 (AUTH PLAIN); it answers as a test wants.
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createSecureContext, createServer as createTlsServer, TLSSocket } from "node:tls";
import { temporaryDirectory } from "./server.mjs";
import { eventually } from "./wait.mjs";

const localhost = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];

/** A certificate of its own making, for localhost unless `names` say otherwise, as `{file, key, cert}`. */
export function selfSigned(names = localhost) {
  const directory = temporaryDirectory("tls");
  const [keyFile, file] = [join(directory, "key.pem"), join(directory, "cert.pem")];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", keyFile];
  execFileSync("openssl", ["req", "-x509", "-days", "2", ...key, "-out", file, ...names], {
    stdio: "ignore",
  });
  return { file, key: readFileSync(keyFile), cert: readFileSync(file) };
}

/** `=?UTF-8?B?…?=` read, folding undone. */
const headerText = (value) =>
  value
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, base64) => Buffer.from(base64, "base64").toString("latin1"))
    .replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, "latin1").toString("utf8"));

/** `{headers: Map, text}` of one part. */
function read(data) {
  const split = data.indexOf("\r\n\r\n");
  const headers = new Map();
  for (const line of data
    .slice(0, split)
    .replace(/\r\n[ \t]/g, " ")
    .split("\r\n")) {
    const colon = line.indexOf(":");
    headers.set(line.slice(0, colon).toLowerCase(), headerText(line.slice(colon + 1).trim()));
  }
  const body = data.slice(split + 4);
  const base64 = headers.get("content-transfer-encoding") === "base64";
  return { headers, text: base64 ? Buffer.from(body, "base64").toString("utf8") : body };
}

export class MailServer {
  /** Taken with 250: `{from, to, data, headers, text, secure, user}`. */
  mails = [];
  /** All lines of all clients, oldest first, with what stands in mails left out. */
  commands = [];
  /** By the command's first word, or "DATA." for the end of a mail: a reply instead of the usual one; a promise
   * holds it back. Gets the line. */
  answers = {};
  #server;
  #tls;
  #user;
  #sockets = new Set();

  /** How many clients were connected at once, at most. */
  most = 0;

  /** `tls`: of selfSigned(), offers STARTTLS, or with `implicit` speaks TLS from the first byte; `user`:
   * `{name, password}` that must log in. */
  static async start({ tls, user, implicit = false } = {}) {
    const server = new MailServer();
    server.#tls = tls && createSecureContext({ key: tls.key, cert: tls.cert });
    server.#user = user;
    const meet = (socket) => {
      server.#sockets.add(socket);
      server.most = Math.max(server.most, server.#sockets.size);
      socket.on("close", () => server.#sockets.delete(socket));
      server.#talk(socket, { secure: implicit, greet: true });
    };
    server.#server = implicit ? createTlsServer({ key: tls.key, cert: tls.cert }, meet) : createServer(meet);
    server.#server.listen(0, "127.0.0.1");
    await once(server.#server, "listening");
    server.port = server.#server.address().port;
    return server;
  }

  #talk(socket, client) {
    let pending = "";
    let work = Promise.resolve();
    socket.on("error", () => {});
    const say = (line) => socket.writable && socket.write(`${line}\r\n`);
    if (client.greet) say("220 mail.example ESMTP");
    socket.on("data", (bytes) => {
      pending += bytes.toString("utf8");
      work = work.then(async () => {
        for (;;) {
          if (client.upgraded) return;
          const end = client.reading ? pending.indexOf("\r\n.\r\n") : pending.indexOf("\r\n");
          if (end < 0) return;
          const piece = pending.slice(0, end);
          pending = pending.slice(end + (client.reading ? 5 : 2));
          if (client.reading) await this.#take(client, piece, say);
          else await this.#command(socket, client, piece, say);
        }
      });
    });
  }

  async #take(client, piece, say) {
    client.reading = false;
    const data = piece.replace(/\r\n\./g, "\r\n");
    const { from, to, secure, user } = client;
    const mail = { from, to, data, secure, user, ...read(data) };
    this.offered = [...(this.offered ?? []), mail];
    const reply = (await this.answers["DATA."]?.(mail)) ?? "250 taken";
    if (reply.startsWith("250")) this.mails.push(mail);
    say(reply);
  }

  async #command(socket, client, line, say) {
    if (client.loggingIn) return say(this.#logIn(client, line));
    this.commands.push(line);
    const [verb] = line.toUpperCase().split(" ");
    const other = await this.answers[verb]?.(line);
    if (other) return say(other);
    if (verb === "EHLO") {
      const upgrade = this.#tls && !client.secure;
      say("250-mail.example");
      if (upgrade) say("250-STARTTLS");
      if (this.#user && client.secure) say("250-AUTH PLAIN");
      return say("250 8BITMIME");
    }
    if (verb === "STARTTLS" && this.#tls) {
      client.upgraded = true;
      say("220 go on");
      socket.removeAllListeners("data");
      const secured = new TLSSocket(socket, { isServer: true, secureContext: this.#tls });
      return this.#talk(secured, { secure: true, greet: false });
    }
    if (verb === "AUTH") {
      client.loggingIn = true;
      return say("334 ");
    }
    if (this.#user && !client.user && verb === "MAIL") return say("530 log in first");
    if (verb === "MAIL") client.from = /<(.*)>/.exec(line)[1];
    if (verb === "RCPT") client.to = /<(.*)>/.exec(line)[1];
    if (verb === "DATA") {
      client.reading = true;
      return say("354 go on");
    }
    if (verb === "QUIT") {
      say("221 bye");
      return socket.end();
    }
    return say("250 fine");
  }

  #logIn(client, line) {
    client.loggingIn = false;
    const [, name, password] = Buffer.from(line, "base64").toString("utf8").split("\0");
    if (name !== this.#user?.name || password !== this.#user.password) return "535 no";
    client.user = name;
    return "235 welcome";
  }

  /** The `count`-th mail to that address. */
  async hears(to, count = 1) {
    return eventually(`mail ${count} to ${to}`, () => this.mails.filter((mail) => mail.to === to)[count - 1]);
  }

  stop() {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}
