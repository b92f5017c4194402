/** Keeps the desk connected: reconnects, catches up, and sends what is not confirmed again. */
import type { DeskClientFrame, DeskEventFrame, DeskServerFrame } from "@yingda/protocol";
import { backoffDelay, decodeDeskFrame, heartbeatDelay } from "@yingda/protocol";
import { dueNow } from "../model/outbox.ts";
import type { DeskAction } from "../model/reducer.ts";
import { resumeFrames } from "../model/resume.ts";
import type { DeskState } from "../model/state.ts";
import { lastPos } from "../model/state.ts";
import type { Socket, SocketPort } from "./socket_port.ts";

export interface DeskStorePort {
  getState(): DeskState;
  dispatch(action: DeskAction): void;
}

export interface LinkDeps {
  readonly port: SocketPort;
  readonly store: DeskStorePort;
  /** A refused upgrade looks like a dead network to a page: only HTTP tells whether the session is over. */
  readonly sessionAlive: () => Promise<boolean>;
  readonly random?: () => number;
}

/** So many events in one moment are a transcript that is caught up on: from then on they go in together. */
const BURST_EVENTS = 8;
const BURST_MS = 50;

const SILENCE_LIMIT_MS = 45_000;
/** Time for `welcome`: an upgrade that hangs is given up. */
const WELCOME_LIMIT_MS = 15_000;

export class DeskLink {
  readonly #deps: LinkDeps;
  readonly #random: () => number;
  /** Failures since the last success. */
  #failures = 0;
  #socket: Socket | null = null;
  /** Raised with every attempt: a late callback of an old socket finds itself outdated. */
  #attempt = 0;
  #heardAt = 0;
  #stopped = true;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #pingTimer: ReturnType<typeof setInterval> | undefined;
  #flushTimer: ReturnType<typeof setTimeout> | undefined;
  #welcomeTimer: ReturnType<typeof setTimeout> | undefined;
  #waitAtLeastMs = 0;
  /** Events of a burst that wait to go in together. */
  #burst: DeskEventFrame[] = [];
  #burstTimer: ReturnType<typeof setTimeout> | undefined;
  #moment = 0;
  #inMoment = 0;

  constructor(deps: LinkDeps) {
    this.#deps = deps;
    this.#random = deps.random ?? (() => Math.random());
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    this.#drop();
    clearTimeout(this.#retryTimer);
  }

  /** "Try now", and after logging in again. */
  reconnect(): void {
    clearTimeout(this.#retryTimer);
    this.#stopped = false;
    this.#drop();
    this.#failures = 0;
    this.#connect();
  }

  /** Not kept: presence, typing and the like are worth nothing later. False when there is no connection. */
  send(frame: DeskClientFrame): boolean {
    if (this.#socket === null || this.#deps.store.getState().phase !== "live") return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** Sends what waits in the outbox, in order. */
  flush(): void {
    const { store } = this.#deps;
    const now = Date.now();
    for (const item of dueNow(store.getState().outbox, now)) {
      if (!this.send(item.frame)) return;
      store.dispatch({ type: "sent", id: item.frame.id });
    }
    this.#flushLater(now);
  }

  #flushLater(now: number): void {
    clearTimeout(this.#flushTimer);
    const times = this.#deps.store.getState().outbox.flatMap((item) => item.notBefore ?? []);
    if (times.length === 0) return;
    this.#flushTimer = setTimeout(() => this.flush(), Math.max(0, Math.min(...times) - now));
  }

  #connect(): void {
    const attempt = ++this.#attempt;
    const current = (): boolean => attempt === this.#attempt;
    this.#deps.store.dispatch({ type: "phase", phase: "connecting" });
    this.#welcomeTimer = setTimeout(() => this.#lost(), WELCOME_LIMIT_MS);
    this.#socket = this.#deps.port.connect({
      onOpen: () => undefined,
      onText: (text) => {
        if (current()) this.#onText(text);
      },
      onClose: () => {
        if (current()) this.#lost();
      },
    });
  }

  #onText(text: string): void {
    this.#heardAt = Date.now();
    const decoded = decodeDeskFrame(text);
    // A frame of a newer server: nothing here could draw it.
    if (!("frame" in decoded)) return;
    const { frame } = decoded;
    if (frame.type === "event" && this.#inBurst(frame)) return;
    this.#takeBurst();
    const { store } = this.#deps;
    store.dispatch({ type: "frame", frame, at: this.#heardAt });
    this.#after(frame, store.getState());
  }

  #inBurst(frame: DeskEventFrame): boolean {
    if (this.#heardAt - this.#moment > BURST_MS) {
      this.#moment = this.#heardAt;
      this.#inMoment = 0;
    }
    this.#inMoment += 1;
    if (this.#inMoment <= BURST_EVENTS && this.#burst.length === 0) return false;
    this.#burst.push(frame);
    this.#burstTimer ??= setTimeout(() => this.#takeBurst(), BURST_MS);
    return true;
  }

  #takeBurst(): void {
    clearTimeout(this.#burstTimer);
    this.#burstTimer = undefined;
    const frames = this.#burst;
    if (frames.length === 0) return;
    this.#burst = [];
    const { store } = this.#deps;
    store.dispatch({ type: "events", frames, at: this.#heardAt });
    const state = store.getState();
    for (const conversation of new Set(frames.map((frame) => frame.conversation))) {
      if (state.conversations[conversation]?.gap === true) this.#refetch(conversation, state);
    }
  }

  #after(frame: DeskServerFrame, state: DeskState): void {
    switch (frame.type) {
      case "welcome":
        clearTimeout(this.#welcomeTimer);
        this.#failures = 0;
        this.#keepAlive();
        for (const resume of resumeFrames(state, frame.agent)) this.send(resume);
        this.flush();
        break;
      case "event":
      case "context":
        if (state.conversations[frame.conversation]?.gap === true) this.#refetch(frame.conversation, state);
        break;
      case "going_away":
        this.#waitAtLeastMs = frame.retry_after_ms;
        break;
      case "error":
        if (state.phase === "expired") this.#expire();
        else this.#flushLater(Date.now());
        break;
      default:
        break;
    }
  }

  #refetch(conversation: string, state: DeskState): void {
    this.send({ type: "subscribe", conversation, after: lastPos(state.conversations[conversation]) });
  }

  #keepAlive(): void {
    clearInterval(this.#pingTimer);
    this.#pingTimer = setInterval(() => {
      if (Date.now() - this.#heardAt > SILENCE_LIMIT_MS) this.#lost();
      else this.send({ type: "ping" });
    }, heartbeatDelay(this.#random()));
  }

  #drop(): void {
    this.#takeBurst();
    this.#attempt += 1;
    clearInterval(this.#pingTimer);
    clearTimeout(this.#flushTimer);
    clearTimeout(this.#welcomeTimer);
    this.#socket?.close();
    this.#socket = null;
  }

  #expire(): void {
    this.#drop();
    this.#stopped = true;
    this.#deps.store.dispatch({ type: "phase", phase: "expired" });
  }

  #lost(): void {
    this.#drop();
    if (this.#stopped) return;
    const wait = backoffDelay(this.#failures, this.#random(), this.#waitAtLeastMs);
    this.#failures += 1;
    this.#waitAtLeastMs = 0;
    this.#deps.store.dispatch({ type: "phase", phase: "offline", retryAt: Date.now() + wait });
    const attempt = this.#attempt;
    this.#retryTimer = setTimeout(() => void this.#retry(attempt), wait);
  }

  async #retry(attempt: number): Promise<void> {
    const alive = await this.#deps.sessionAlive();
    if (this.#stopped || attempt !== this.#attempt) return;
    if (alive) this.#connect();
    else this.#expire();
  }
}
