// A gateway of one's own: a process, a temporary data directory, a free port. Whatever a test file leaves
// behind is ended and removed when it is done; a server that ended by itself fails the file.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { demoOrders, mustRun, run, smallContent, yingda } from "./command.mjs";
import { postJson, request } from "./http.mjs";
import { within } from "./wait.mjs";

const START_MS = 180_000;
export const PASSWORD = "correct horse battery";

const processes = new Set();
const directories = new Set();
const servers = new Set();

export function temporaryDirectory(name = "data") {
  const path = mkdtempSync(join(tmpdir(), `yingda-e2e-${name}-`));
  directories.add(path);
  return path;
}

export async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** A program that says where it listens. */
class Process {
  stdout = "";
  stderr = "";
  url;
  #child;
  #ended;
  #expected = false;

  /** `under`: a program that becomes this one, with its arguments. */
  constructor(program, args, under = []) {
    const [first, ...rest] = [...under, program, ...args];
    this.#child = spawn(first, rest, { stdio: ["ignore", "pipe", "pipe"] });
    this.#ended = new Promise((resolve) => {
      this.#child.on("close", (code, signal) => resolve({ code, signal }));
    });
    this.#child.stdout.setEncoding("utf8");
    this.#child.stderr.setEncoding("utf8").on("data", (text) => (this.stderr += text));
    processes.add(this);
  }

  get pid() {
    return this.#child.pid;
  }

  async listening() {
    const announced = new Promise((resolve, reject) => {
      this.#child.stdout.on("data", (text) => {
        this.stdout += text;
        const found = /^listening on (http:\/\/\S+)$/m.exec(this.stdout);
        if (found) resolve(found[1]);
      });
      this.#child.on("error", reject);
      this.#child.on("close", (code) => reject(new Error(`exit ${code} at the start: ${this.stderr}`)));
    });
    this.url = await within(START_MS, "the line `listening on …`", announced);
    return this;
  }

  /** Sends `signal` and returns how the process ended, with the time it took. */
  async end(signal, ms) {
    this.#expected = true;
    const started = Date.now();
    if (this.#child.exitCode === null) this.#child.kill(signal);
    const result = await within(ms, `the end after ${signal}`, this.#ended);
    return { ...result, ms: Date.now() - started };
  }

  abandon() {
    this.#child.kill("SIGKILL");
  }

  /** Why this file must fail, or undefined. */
  unexpectedEnd() {
    if (this.#expected || (this.#child.exitCode === null && this.#child.signalCode === null))
      return undefined;
    return `a server ended by itself (${this.#child.exitCode ?? this.#child.signalCode}):\n${this.stderr}`;
  }
}

/** Whatever of these processes is left goes with this one, also when the runner ends it for taking too long. */
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, () => {
    for (const server of processes) server.abandon();
    for (const path of directories) rmSync(path, { recursive: true, force: true });
    process.exit(1);
  });
}

after(async () => {
  const faults = [...processes].flatMap((process) => process.unexpectedEnd() ?? []);
  await Promise.all([...processes].map((process) => process.end("SIGKILL", 10_000)));
  for (const server of servers) faults.push(...(await server.notReproduced()));
  for (const path of directories) rmSync(path, { recursive: true, force: true });
  if (faults.length > 0) throw new Error(faults.join("\n"));
});

/** No limits, so that a test may be as fast as it can; the sections named in `changes` replace these. */
function configOf(changes) {
  const limits = Object.fromEntries(
    [
      "message_rate",
      "message_burst",
      "agent_message_rate",
      "agent_message_burst",
      "connections_per_ip",
      "new_connections_per_ip",
      "new_connections_per_ip_burst",
      "new_conversations_per_ip",
      "new_conversations_per_ip_burst",
      "logins",
    ].map((name) => [name, 0]),
  );
  return { admin_listen: "127.0.0.1:0", limits, ...changes };
}

export class Server {
  data;
  url;
  port;
  /** What all processes of this server have logged. */
  get log() {
    return this.#earlier + (this.#process?.stderr ?? "");
  }
  get pid() {
    return this.#process.pid;
  }

  #process;
  #earlier = "";
  #configured = 0;
  #content;
  #config;
  #args;
  #under;

  /** `config`: settings, written to a file; `content: null`: whatever is published in `data`. */
  static async start({ content = smallContent, config = {}, data, port = 0, args = [], under = [] } = {}) {
    const server = new Server();
    server.data = data ?? temporaryDirectory();
    server.#content = content;
    server.#args = args;
    server.#under = under;
    server.#config = join(temporaryDirectory("config"), "yingda.yaml");
    server.port = port;
    server.configure(config);
    await server.restart();
    servers.add(server);
    return server;
  }

  /** Whatever a test has recorded must give the stored states again. With another configuration it need not. */
  async notReproduced() {
    if (this.#configured > 1 || !existsSync(join(this.data, "yingda.db"))) return [];
    const args = ["replay", "--data", this.data, "--content", smallContent, "--config", this.configFile, "--json"];
    const replay = await run(args);
    if (replay.code !== 0) return [`yingda replay: exit ${replay.code}: ${replay.stderr}`];
    return JSON.parse(replay.stdout).not_reproduced.map((fault) => `cannot be replayed: ${fault}`);
  }

  get configFile() {
    return this.#config;
  }

  /** For the next start. JSON is YAML. */
  configure(changes) {
    this.#configured += 1;
    writeFileSync(this.#config, JSON.stringify(configOf(changes), null, 2));
  }

  /** Starts it (again) on the same data and the same port. */
  async restart({ content = this.#content } = {}) {
    this.#earlier = this.log;
    const args = [
      "serve",
      ...["--config", this.#config, "--data", this.data, "--listen", `127.0.0.1:${this.port}`],
      ...(content === null ? [] : ["--content", content]),
      ...this.#args,
    ];
    this.#process = new Process(yingda, args, this.#under);
    await this.#process.listening();
    this.url = this.#process.url;
    this.port = Number(new URL(this.url).port);
    return this;
  }

  async kill() {
    await this.#process.end("SIGKILL", 10_000);
  }

  /** Asks it to end; how it ended. */
  stop({ signal = "SIGTERM", ms = 30_000 } = {}) {
    return this.#process.end(signal, ms);
  }

  get(path, headers) {
    return request(this.url + path, { headers });
  }

  /** `yingda COMMAND … --data` of this server. */
  run(args, options) {
    return mustRun([...args, "--data", this.data], options);
  }

  /** `names`: what people read, in Chinese and in English. */
  async addUser(name, { role = "agent", teams = [], names = [], password = PASSWORD } = {}) {
    const named = teams.flatMap((team) => ["--team", team]);
    const [zh, en] = names;
    const shown = [...(zh === undefined ? [] : ["--name", zh]), ...(en === undefined ? [] : ["--name-en", en])];
    await this.run(["user", "add", name, "--role", role, ...named, ...shown, "--password-stdin"], {
      input: `${password}\n`,
    });
    return name;
  }

  async token(name) {
    return (await this.run(["user", "token", name])).trim();
  }

  login(name, password = PASSWORD) {
    return postJson(`${this.url}/v1/login`, { name, password });
  }

  /** The `Cookie` header of a new session. */
  async cookie(name, password = PASSWORD) {
    const answer = await this.login(name, password);
    if (answer.status !== 200) throw new Error(`log-in of ${name}: ${answer.status} ${answer.text}`);
    return answer.headers["set-cookie"][0].split(";")[0];
  }
}

/** The demo shop's order system. */
export async function startOrders() {
  const data = temporaryDirectory("orders");
  const system = new Process(demoOrders, ["--listen", "127.0.0.1:0", "--data", data]);
  await system.listening();
  return { url: system.url, stop: () => system.end("SIGTERM", 10_000) };
}

/** The setting that makes a gateway ask that order system. */
export const connectedTo = (url) => ({
  connectors: {
    orders: {
      base_url: url,
      actions: {
        find_order: { method: "GET", path: "/orders/{order_number}", timeout: "3s" },
        find_account: { method: "GET", path: "/accounts/{phone}", timeout: "3s" },
      },
    },
  },
});
