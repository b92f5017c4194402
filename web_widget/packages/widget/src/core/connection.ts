/**
 * One WebSocket at a time, for ever: opened, watched by heartbeats, and opened again after a jittered wait.
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
  random(): number;
  onOpen(): void;
  onText(text: string): void;
  onLost(): void;
}

/** A server that accepts the socket but never welcomes us is as good as gone. */
const WELCOME_TIMEOUT_MS = 15_000;
const MISSED_PINGS_ALLOWED = 2;

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
    this.attempt = 0;
    this.missedPings = 0;
    this.beat();
  }

  reconnect(afterMs: number): void {
    this.drop();
    this.ports.onLost();
    this.scheduleOpen(afterMs);
  }

  /** Another `hello` on a new socket, at once: nothing was lost. Without a socket the next one says it anyway. */
  renew(): boolean {
    if (this.socket === undefined) return false;
    this.drop();
    this.open();
    return true;
  }

  /** The network is back, or the page is looked at again: do not sit out a long wait. */
  hurry(): void {
    if (!this.wanted || this.socket !== undefined) return;
    clearTimeout(this.wakeUp);
    this.open();
  }

  private open(): void {
    this.wakeUp = undefined;
    let socket: SocketLike;
    try {
      socket = this.ports.openSocket();
    } catch {
      this.scheduleOpen(0);
      return;
    }
    this.socket = socket;
    this.watch(WELCOME_TIMEOUT_MS);
    socket.onopen = () => this.ports.onOpen();
    socket.onmessage = ({ data }) => {
      this.missedPings = 0;
      if (typeof data === "string") this.ports.onText(data);
    };
    socket.onclose = () => this.reconnect(0);
  }

  private scheduleOpen(afterMs: number): void {
    if (!this.wanted) return;
    clearTimeout(this.wakeUp);
    const delay = backoffDelay(this.attempt++, this.ports.random(), afterMs);
    this.wakeUp = setTimeout(() => this.open(), delay);
  }

  private drop(): void {
    clearTimeout(this.watchdog);
    const socket = this.socket;
    this.socket = undefined;
    if (socket === undefined) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  private watch(ms: number): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.reconnect(0), ms);
  }

  private beat(): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => {
      if (this.missedPings >= MISSED_PINGS_ALLOWED) return this.reconnect(0);
      this.missedPings++;
      this.send({ type: "ping" });
      this.beat();
    }, heartbeatDelay(this.ports.random()));
  }
}
