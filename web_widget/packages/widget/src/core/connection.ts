/**
 * One socket at a time, for ever: opened, watched by heartbeats, and opened again after a jittered wait. Where no
 * WebSocket comes through, long polls carry the same frames, and a WebSocket is tried again now and then.
 * It knows nothing about conversations.
 */
import { backoffDelay, CHAT_SUBPROTOCOL, heartbeatDelay, type ChatClientFrame } from "@yingda/protocol";

export interface SocketLike {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
  send(text: string): void;
  close(): void;
}

export interface ConnectionPorts {
  openSocket(): SocketLike;
  /** Opens what stands in for a WebSocket; nothing while its code is still being fetched, which this begins. */
  polls(): (() => SocketLike) | undefined;
  random(): number;
  onOpen(): void;
  onText(text: string): void;
  onLost(): void;
}

/** When there is reason to doubt a socket, an answer must come within this time. */
const DOUBT_MS = 4_000;
/** Within this time a WebSocket opens where one comes through at all. */
const OPEN_MS = 8_000;
/** A server that accepts the socket but never welcomes us is as good as gone. */
const WELCOME_TIMEOUT_MS = 15_000;
const MISSED_PINGS_ALLOWED = 2;
/** Attempts that came to nothing before the other way is tried. */
const FRUITLESS_MAX = 2;
/** Whether a WebSocket comes through by now: soon, for perhaps only the server was away, then now and then. */
const FIRST_PROBE_MS = 8_000;
const PROBE_MS = 300_000;
const PING = JSON.stringify({ type: "ping" });

export function browserSocket(server: string): SocketLike {
  const url = new URL("/v1/chat", server);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return new WebSocket(url, CHAT_SUBPROTOCOL) as SocketLike;
}

export class Connection {
  private readonly ports: ConnectionPorts;
  private socket: SocketLike | undefined;
  private attempt = 0;
  private missedPings = 0;
  private wakeUp: ReturnType<typeof setTimeout> | undefined;
  private watchdog: ReturnType<typeof setTimeout> | undefined;
  private wanted = false;
  private welcomed = false;
  /** Attempts in a row that were not welcomed. */
  private fruitless = 0;
  /** This socket, or the next one, is made of polls. */
  private polling = false;
  private pollsWork = false;
  private probing: SocketLike | undefined;
  private nextProbe: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: ConnectionPorts) {
    this.ports = ports;
  }

  start(): void {
    this.wanted = true;
    if (this.socket === undefined && this.wakeUp === undefined) this.open();
  }

  stop(): void {
    this.wanted = false;
    this.drop();
    clearTimeout(this.wakeUp);
    this.wakeUp = undefined;
  }

  send(frame: ChatClientFrame): void {
    try {
      this.socket?.send(JSON.stringify(frame));
    } catch {
      // The socket is closing: `onclose` follows, and the outbox still holds the frame.
    }
  }

  /** The server has welcomed us: the next loss counts as the first. */
  established(): void {
    this.attempt = this.fruitless = 0;
    this.missedPings = 0;
    this.welcomed = true;
    this.beat();
    if (!this.polling) return;
    this.pollsWork = true;
    this.probeIn(FIRST_PROBE_MS * (1 + this.ports.random()));
  }

  reconnect(afterMs: number): void {
    const changes = this.countFailure();
    this.drop();
    this.ports.onLost();
    this.scheduleOpen(afterMs, changes);
  }

  /** Another `hello` on a new socket, at once: nothing was lost. Without a socket the next one says it anyway. */
  renew(): boolean {
    if (this.socket === undefined) return false;
    this.drop();
    this.open();
    return true;
  }

  /** The network came or went, or the page is looked at again: do not sit out a long wait. */
  hurry(): void {
    if (!this.wanted) return;
    if (this.socket !== undefined) {
      if (!this.welcomed) return;
      if (this.polling) this.probe();
      else this.doubt();
      return;
    }
    clearTimeout(this.wakeUp);
    this.open();
  }

  private open(): void {
    this.wakeUp = undefined;
    const polls = this.polling ? this.ports.polls() : undefined;
    this.polling = polls !== undefined;
    let socket: SocketLike;
    try {
      socket = (polls ?? this.ports.openSocket)();
    } catch {
      this.scheduleOpen(0, this.countFailure());
      return;
    }
    this.use(socket);
    // A proxy that swallows it is no slow server: the other way is tried next.
    if (!this.polling) this.watch(OPEN_MS, FRUITLESS_MAX);
    socket.onopen = () => {
      this.watch(WELCOME_TIMEOUT_MS);
      this.ports.onOpen();
    };
  }

  private use(socket: SocketLike): void {
    this.socket = socket;
    this.watch(WELCOME_TIMEOUT_MS);
    socket.onmessage = ({ data }) => {
      this.missedPings = 0;
      if (typeof data === "string") this.ports.onText(data);
    };
    socket.onclose = () => this.reconnect(0);
  }

  /** True when the next attempt takes the other way. */
  private countFailure(): boolean {
    if (this.welcomed) return false;
    if (!this.polling) this.ports.polls();
    if (++this.fruitless < FRUITLESS_MAX || (this.polling && this.pollsWork)) return false;
    this.fruitless = 0;
    this.polling = !this.polling;
    return this.polling;
  }

  private scheduleOpen(afterMs: number, atOnce = false): void {
    if (!this.wanted) return;
    clearTimeout(this.wakeUp);
    const delay = backoffDelay(this.attempt++, this.ports.random(), afterMs);
    this.wakeUp = setTimeout(() => this.open(), atOnce ? afterMs : delay);
  }

  private drop(): void {
    clearTimeout(this.watchdog);
    clearTimeout(this.nextProbe);
    release(this.probing);
    release(this.socket);
    this.socket = this.probing = undefined;
    this.welcomed = false;
  }

  private probeIn(ms: number): void {
    clearTimeout(this.nextProbe);
    this.nextProbe = setTimeout(() => this.probe(), ms);
  }

  /** Beside the polls, which go on: only a WebSocket that brings an answer takes their place. */
  private probe(): void {
    if (this.probing !== undefined) return;
    this.probeIn(PROBE_MS);
    try {
      const socket = this.ports.openSocket();
      this.probing = socket;
      socket.onopen = () => socket.send(PING);
      socket.onmessage = () => {
        this.probing = undefined;
        this.drop();
        this.polling = false;
        this.use(socket);
        this.ports.onOpen();
      };
      socket.onclose = () => (this.probing = undefined);
    } catch {
      // Not even a try is allowed here.
    }
  }

  private watch(ms: number, fruitless = 0): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => {
      this.fruitless += fruitless;
      this.reconnect(0);
    }, ms);
  }

  private beat(ms = heartbeatDelay(this.ports.random())): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => {
      if (this.missedPings >= MISSED_PINGS_ALLOWED) return this.reconnect(0);
      this.missedPings++;
      this.send({ type: "ping" });
      this.beat();
    }, ms);
  }

  /** A phone that slept or left its network still believes in its socket: only an answer proves it. */
  private doubt(): void {
    this.missedPings = MISSED_PINGS_ALLOWED;
    this.send({ type: "ping" });
    this.beat(DOUBT_MS);
  }
}

function release(socket: SocketLike | undefined): void {
  if (socket === undefined) return;
  socket.onopen = socket.onmessage = socket.onclose = null;
  socket.close();
}
