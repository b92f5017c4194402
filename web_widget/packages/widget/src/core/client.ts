/** Runs the pure conversation: gives it frames and the visitor's words, and carries out its effects. */
import {
  decodeChatFrame,
  initialConversation,
  newId,
  outbox,
  step,
  type ChatEvent,
  type ConversationAction,
  type ConversationEffect,
  type ConversationState,
  type DurableFrame,
  type HelloFrame,
} from "@yingda/protocol";
import { Connection, type SocketLike } from "./connection.ts";
import type { ChatStore } from "./store.ts";

type WithoutId<F> = F extends unknown ? Omit<F, "id"> : never;
export type Utterance = WithoutId<DurableFrame>;

export interface ClientPorts {
  readonly openSocket: () => SocketLike;
  readonly store: ChatStore;
  readonly hello: () => Pick<HelloFrame, "locale" | "page" | "identity">;
  readonly onChange: () => void;
  readonly onArrived: (event: ChatEvent, catchingUp: boolean) => void;
  readonly now?: () => number;
  readonly random?: () => number;
}

export class ChatClient {
  state: ConversationState = initialConversation;
  started = false;
  private restored = false;
  private readonly ports: ClientPorts;
  private readonly connection: Connection;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Events up to here are history at the moment of `welcome`: not to be announced one by one. */
  private historySeq = 0;

  constructor(ports: ClientPorts) {
    this.ports = ports;
    this.connection = new Connection({
      openSocket: ports.openSocket,
      random: () => (ports.random ?? Math.random)(),
      onOpen: () => this.sayHello(),
      onText: (text) => this.receive(text),
      onLost: () => this.dispatch({ type: "disconnected" }),
    });
  }

  /** Loads what the device remembers; `start` connects. */
  async restore(): Promise<void> {
    this.dispatch({ type: "restored", ...(await this.ports.store.load()) });
    this.restored = true;
    if (this.started) this.connection.start();
  }

  /** Connects, once the token that resumes an earlier conversation has been looked for. */
  start(): void {
    if (this.started) return;
    this.started = true;
    this.dispatch({ type: "connecting" });
    if (this.restored) this.connection.start();
  }

  stop(): void {
    this.started = false;
    clearTimeout(this.timer);
    this.connection.stop();
    this.dispatch({ type: "disconnected" });
  }

  hurry(): void {
    this.connection.hurry();
  }

  /** The server knows language, page and identity from `hello` alone. What is unconfirmed goes out again after it. */
  renew(): void {
    if (this.connection.renew()) this.dispatch({ type: "connecting" });
  }

  say(utterance: Utterance): string {
    const id = newId();
    this.dispatch({ type: "say", frame: { ...utterance, id }, now: this.now() });
    this.start();
    return id;
  }

  retry(id: string): void {
    this.dispatch({ type: "retry", id, freshId: newId(), now: this.now() });
  }

  discard(id: string): void {
    this.dispatch({ type: "discard", id });
  }

  typing(): void {
    if (this.state.link === "live") this.connection.send({ type: "typing" });
  }

  read(seq: number): void {
    if (this.state.link === "live") this.connection.send({ type: "read", seq });
  }

  private now(): number {
    return (this.ports.now ?? Date.now)();
  }

  private sayHello(): void {
    const { session, lastSeq } = this.state;
    const resume = session && { token: session.token, after: lastSeq, epoch: session.epoch };
    this.connection.send({ type: "hello", ...resume, ...this.ports.hello() });
  }

  private receive(text: string): void {
    const decoded = decodeChatFrame(text);
    // A frame of a newer server that we do not know is none of our business.
    if ("problem" in decoded) return;
    const { frame } = decoded;
    if (frame.type === "welcome") {
      this.historySeq = frame.seq;
      this.connection.established();
    }
    if (frame.type === "reset") this.historySeq = frame.seq;
    this.dispatch({ type: "frame", frame, now: this.now() });
  }

  private dispatch(action: ConversationAction): void {
    const before = this.state;
    const { state, effects } = step(before, action);
    this.state = state;
    for (const effect of effects) this.perform(effect);
    this.wakeForOutbox();
    if (this.state !== before) this.ports.onChange();
  }

  private perform(effect: ConversationEffect): void {
    const { store } = this.ports;
    switch (effect.type) {
      case "send":
        return this.connection.send(effect.frame);
      case "save":
        return store.saveEntry(effect.entry);
      case "forget":
        return store.forgetEntry(effect.id);
      case "save_session":
        return store.saveSession(this.state.session);
      case "save_log":
        return store.saveLog(this.state.session, this.state.events);
      case "arrived":
        return this.ports.onArrived(effect.event, effect.event.seq <= this.historySeq);
      case "reconnect":
        return this.connection.reconnect(effect.afterMs);
    }
  }

  private wakeForOutbox(): void {
    clearTimeout(this.timer);
    const at = this.state.link === "live" ? outbox.nextWakeUp(this.state.outbox) : undefined;
    if (at === undefined) return;
    const delay = Math.max(50, at - this.now());
    this.timer = setTimeout(() => this.dispatch({ type: "tick", now: this.now() }), delay);
  }
}
