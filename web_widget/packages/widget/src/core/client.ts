/** Runs the pure conversation: gives it frames and the visitor's words, and carries out its effects. */
import {
  clientIdOf,
  decodeChatFrame,
  initialConversation,
  newId,
  outbox,
  step,
  type ChatClientFrame,
  type ChatEvent,
  type ChatServerFrame,
  type ConversationAction,
  type ConversationEffect,
  type ConversationState,
  type DurableFrame,
  type HelloFrame,
  type Pending,
} from "@yingda/protocol";
import { Connection, type SocketLike } from "./connection.ts";
import type { ParcelMessage } from "./parcel.ts";
import type { ChatStore, StoredConversation } from "./store.ts";
import { tabsOf, type MakeTabs, type TabMessage, type Tabs } from "./tabs.ts";

type WithoutId<F> = F extends unknown ? Omit<F, "id"> : never;
export type Utterance = WithoutId<DurableFrame>;

export interface ClientPorts {
  readonly openSocket: () => SocketLike;
  readonly polls: () => (() => SocketLike) | undefined;
  readonly store: ChatStore;
  readonly hello: () => Pick<HelloFrame, "locale" | "page" | "identity">;
  readonly onChange: () => void;
  readonly onArrived: (event: ChatEvent, catchingUp: boolean) => void;
  /** With what waited for an answer before it. */
  readonly onFrame?: (frame: ChatServerFrame, waiting: outbox.Outbox) => void;
  /** Whether anything may leave the device yet. */
  readonly mayConnect?: () => boolean;
  /** This tab leads from now on, or does not lead any more. */
  readonly onRole: () => void;
  /** `undefined`: another tab wants to know how things are. */
  readonly onParcels: (message: ParcelMessage | undefined) => void;
  readonly onForgotten: () => void;
  /** The host page's token for its visitor does not hold. */
  readonly onProofRefused?: () => void;
  /** Tabs of one person have one conversation; of two people, nothing in common. */
  readonly person: string;
  readonly tabs?: MakeTabs;
  readonly now?: () => number;
  readonly random?: () => number;
}

export class ChatClient {
  state: ConversationState = initialConversation;
  started = false;
  /** Somebody wants to talk, whether or not it may. */
  wanted = false;
  private restored = false;
  private readonly ports: ClientPorts;
  private readonly connection: Connection;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly tabs: Tabs;
  /** As another tab has asked for it. */
  private locale: string | undefined;
  /** Events up to here are history at the moment of `welcome`: not to be announced one by one. */
  private historySeq = 0;

  constructor(ports: ClientPorts) {
    this.ports = ports;
    this.connection = new Connection({
      openSocket: ports.openSocket,
      polls: ports.polls,
      random: () => (ports.random ?? Math.random)(),
      onOpen: () => this.sayHello(),
      onText: (text) => this.receive(text),
      onLost: () => this.dispatch({ type: "disconnected" }),
    });
    this.tabs = (ports.tabs ?? tabsOf)(`yingda:${ports.person}`, {
      lead: () => this.lead(),
      follow: () => this.follow(),
      heard: (message) => this.heard(message),
    });
  }

  /** Loads what the device remembers; `start` connects. */
  async restore(): Promise<StoredConversation> {
    const stored = await this.ports.store.load();
    this.dispatch({ type: "restored", ...stored });
    this.restored = true;
    if (this.started) this.tabs.start();
    return stored;
  }

  /** Connects, once the token that resumes an earlier conversation has been looked for. Until it may, it waits. */
  start(): void {
    this.wanted = true;
    if (this.started || this.ports.mayConnect?.() === false) return;
    this.started = true;
    this.apply({ type: "connecting" });
    if (this.restored) this.tabs.start();
  }

  /** For good; `forgotten`: the other tabs are to forget as well. */
  stop(forgotten = false): void {
    this.started = this.wanted = false;
    clearTimeout(this.timer);
    if (forgotten) this.tabs.post({ type: "forgotten" });
    this.tabs.stop();
    this.connection.stop();
    this.apply({ type: "disconnected" });
  }

  /** What it waited for has come. */
  startIfWanted(): void {
    if (this.wanted) this.start();
  }

  get leading(): boolean {
    return this.tabs.leading;
  }

  postParcels(message: ParcelMessage): void {
    this.tabs.post(message);
  }

  /** The network is back, or this tab is looked at again. */
  hurry(): void {
    if (this.tabs.leading) this.connection.hurry();
    else if (this.started) this.tabs.post({ type: "ask" });
  }

  private lead(): void {
    this.apply({ type: "connecting" });
    this.connection.start();
    this.ports.onRole();
  }

  private follow(): void {
    this.connection.stop();
    this.ports.onRole();
    this.apply({ type: "connecting" });
    this.tabs.post({ type: "ask" });
  }

  private heard(message: TabMessage): void {
    if (message.type === "forgotten") {
      this.state = initialConversation;
      this.ports.onForgotten();
      this.ports.onChange();
      if (this.tabs.leading) this.renew();
    } else if (message.type === "action") {
      if (this.tabs.leading) this.dispatch(message.action);
      else this.apply(message.action);
    } else if (message.type === "state") this.join(message.state);
    else if (message.type === "parcels" || message.type === "parcel_command") this.ports.onParcels(message);
    else if (this.tabs.leading) this.serve(message);
  }

  private serve(message: Extract<TabMessage, { type: "ask" | "frame" | "renew" }>): void {
    if (message.type === "ask") {
      this.tabs.post({ type: "state", state: this.state });
      this.ports.onParcels(undefined);
    } else if (message.type === "frame") this.sendNow(message.frame);
    else {
      this.locale = message.locale;
      this.renew();
    }
  }

  /** Begins with what the leader knows; what only this tab knows it tells. */
  private join(state: ConversationState): void {
    if (this.tabs.leading) return;
    const mine = this.state.outbox;
    const known = new Set([...state.outbox.map(({ frame }) => frame.id), ...state.events.map(clientIdOf)]);
    const missing = mine.filter(({ frame, state: at }) => at !== "accepted" && !known.has(frame.id));
    this.state = { ...state, outbox: [...state.outbox, ...missing] };
    this.ports.onChange();
    for (const { frame, at } of missing) {
      this.tabs.post({ type: "action", action: { type: "say", frame, now: at } });
    }
  }

  /** The server knows language, page and identity from `hello` alone. What is unconfirmed goes out again after it. */
  renew(): void {
    if (!this.tabs.leading) this.tabs.post({ type: "renew", locale: this.ports.hello().locale });
    else if (this.connection.renew()) this.dispatch({ type: "connecting" });
  }

  say(utterance: Utterance, id = newId()): string {
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

  /** Where something that was said is; nothing when it was not, or was taken back. */
  fateOf(id: string): Pick<Pending, "state" | "error"> | undefined {
    const { outbox: waiting, events } = this.state;
    const arrived = events.some((event) => clientIdOf(event) === id);
    return waiting.find(({ frame }) => frame.id === id) ?? (arrived ? { state: "accepted" } : undefined);
  }

  /** Lost without harm when there is no connection. */
  sendNow(frame: ChatClientFrame): void {
    if (!this.tabs.leading) this.tabs.post({ type: "frame", frame });
    else if (this.state.link === "live") this.connection.send(frame);
  }

  private now(): number {
    return (this.ports.now ?? Date.now)();
  }

  private sayHello(): void {
    const { session, lastSeq } = this.state;
    const resume = session && { token: session.token, after: lastSeq, epoch: session.epoch };
    const locale = this.locale === undefined ? {} : { locale: this.locale };
    const { identity, ...said } = this.ports.hello();
    this.offered = identity === this.refused ? undefined : identity;
    const proof = this.offered === undefined ? {} : { identity: this.offered };
    this.connection.send({ type: "hello", ...resume, ...said, ...proof, ...locale });
  }

  /** What the last `hello` was signed with, and what the server has found not to hold: it has expired, mostly. */
  private offered: string | undefined;
  private refused: string | undefined;

  /** A new token of the page's could make this visitor known again. */
  get unproved(): boolean {
    return this.refused !== undefined && (this.offered ?? this.refused) === this.refused;
  }

  /**
   * Whoever offers a proof that does not hold is heard as nobody known, but not in a conversation that is somebody's.
   * The conversation's own token opens that one, without the proof. True: this frame is dealt with.
   */
  private proofFails(frame: ChatServerFrame): boolean {
    if (frame.type !== "error" || frame.id !== undefined || this.offered === undefined) return false;
    if (this.state.link === "live") return false;
    if (frame.code === "invalid") {
      this.refused = this.offered;
      this.ports.onProofRefused?.();
      return true;
    }
    if (frame.code !== "unauthorized" || this.refused !== this.offered) return false;
    this.renew();
    return true;
  }

  private receive(text: string): void {
    const decoded = decodeChatFrame(text);
    // A frame of a newer server that we do not know is none of our business.
    if ("problem" in decoded) return;
    const { frame } = decoded;
    if (this.proofFails(frame)) return;
    if (frame.type === "welcome") this.connection.established();
    this.dispatch({ type: "frame", frame, now: this.now() });
  }

  /** Here and in the other tabs. */
  private dispatch(action: ConversationAction): void {
    if (action.type !== "restored") this.tabs.post({ type: "action", action });
    this.apply(action);
  }

  private apply(action: ConversationAction): void {
    if (action.type === "frame" && (action.frame.type === "welcome" || action.frame.type === "reset")) {
      this.historySeq = action.frame.seq;
    }
    const before = this.state;
    const { state, effects } = step(before, action);
    this.state = state;
    for (const effect of effects) {
      if (this.tabs.leading) this.perform(effect);
      else this.witness(effect);
    }
    this.wakeForOutbox();
    if (this.state !== before) this.ports.onChange();
    if (action.type === "frame") this.ports.onFrame?.(action.frame, before.outbox);
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

  /** What a tab that does not lead does of its own. */
  private witness(effect: ConversationEffect): void {
    if (effect.type === "save" || effect.type === "arrived") this.perform(effect);
    // It has missed an action: the leader has the whole.
    else if (effect.type === "reconnect") this.tabs.post({ type: "ask" });
  }

  private wakeForOutbox(): void {
    clearTimeout(this.timer);
    const at =
      this.tabs.leading && this.state.link === "live" ? outbox.nextWakeUp(this.state.outbox) : undefined;
    if (at === undefined) return;
    const delay = Math.max(50, at - this.now());
    this.timer = setTimeout(() => this.dispatch({ type: "tick", now: this.now() }), delay);
  }
}
