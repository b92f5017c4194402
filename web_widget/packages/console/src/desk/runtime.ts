/** One agent's desk at work: the store, the link and the things an agent can do. */
import type { ContextWorkOrder, Presence, QueuePage, RelatedOrder, Resolution } from "@yingda/protocol";
import { newId } from "@yingda/protocol";
import type { StoreApi } from "zustand/vanilla";
import { createStore } from "zustand/vanilla";
import type { KeyValueStore } from "../app/storage.ts";
import { queuePage } from "./answers.ts";
import { DeskLink } from "./link/desk_link.ts";
import type { SocketPort } from "./link/socket_port.ts";
import { Drafts } from "./model/drafts.ts";
import { isHeld } from "./model/outbox.ts";
import { OutboxKeeper } from "./model/outbox_keeper.ts";
import type { DeskAction } from "./model/reducer.ts";
import { reduce } from "./model/reducer.ts";
import { byPromise } from "./model/sla.ts";
import type { BulkOutcome, DeskState, DurableFrame } from "./model/state.ts";
import { firstPos, initialState, lastPos, ownership } from "./model/state.ts";
import type { BotTask, HandOver, ReplyOptions, SplitPart } from "./wishes.ts";

type Unidentified<T> = T extends unknown ? Omit<T, "id"> : never;
export type Said = Unidentified<DurableFrame>;

const TYPING_EVERY_MS = 3000;

/** As long as a step may take before nobody believes in it any more. */
const ANSWER_WITHIN_MS = 10_000;

export interface RuntimeDeps {
  readonly owner: string;
  readonly port: SocketPort;
  readonly sessionAlive: () => Promise<boolean>;
  readonly queuePage?: (after: string) => Promise<QueuePage>;
  /** Survives closing the page. */
  readonly lasting: KeyValueStore;
  /** Survives a reload of this tab. */
  readonly tab: KeyValueStore;
}

export class DeskRuntime {
  readonly store: StoreApi<DeskState>;
  readonly drafts: Drafts;
  readonly #link: DeskLink;
  readonly #keeper: OutboxKeeper;
  readonly #queuePage: (after: string) => Promise<QueuePage>;
  readonly #typedAt = new Map<string, number>();
  readonly #readTo = new Map<string, number>();
  /** Ids of frames of doOne that may have arrived, by what they say. */
  readonly #unanswered = new Map<string, string>();

  constructor(deps: RuntimeDeps) {
    this.drafts = new Drafts(deps.lasting, deps.owner);
    this.#keeper = new OutboxKeeper(deps.tab, deps.owner);
    this.store = createStore(() => ({ ...initialState, outbox: this.#keeper.load() }));
    this.#queuePage = deps.queuePage ?? queuePage;
    this.#link = new DeskLink({
      port: deps.port,
      sessionAlive: deps.sessionAlive,
      store: { getState: () => this.store.getState(), dispatch: (action) => this.dispatch(action) },
    });
  }

  start(): void {
    this.#link.start();
  }

  stop(): void {
    this.releaseHeld();
    this.#link.stop();
  }

  reconnect(): void {
    this.#link.reconnect();
  }

  dispatch(action: DeskAction): void {
    const before = this.store.getState();
    const after = reduce(before, action);
    if (after === before) return;
    this.store.setState(after, true);
    if (after.outbox !== before.outbox) this.#keeper.save(after.outbox);
  }

  #say(said: Said, holdMs = 0): void {
    const frame: DurableFrame = { ...said, id: newId() };
    this.dispatch({ type: "enqueue", frame, at: Date.now(), holdMs });
    this.#link.flush();
  }

  /**
   * `holdMs`: how long it can still be taken back; `article`: where the words are from; `workOrder`: the order that is
   * answered, empty: the one that is talked about.
   */
  reply(conversation: string, text: string, how: ReplyOptions = {}): void {
    const { holdMs = 0, article, workOrder = "", evidence = [] } = how;
    const said = {
      type: "message",
      conversation,
      text,
      ...(article !== undefined && { article }),
      ...(workOrder !== "" && { work_order: workOrder }),
      ...(evidence.length > 0 && { evidence }),
    } as const;
    this.#say(said, holdMs);
  }

  /** Takes back what has not left yet: its words, or null when it is too late. */
  takeBack(id: string): string | null {
    const item = this.store.getState().outbox.find((other) => other.frame.id === id);
    if (item === undefined || !isHeld(item, Date.now()) || item.frame.type !== "message") return null;
    this.discard(id);
    return item.frame.text;
  }

  /** The page goes away: what was held goes out now rather than never. */
  releaseHeld(): void {
    const now = Date.now();
    const held = this.store.getState().outbox.filter((item) => isHeld(item, now));
    for (const { frame } of held) this.dispatch({ type: "retry", id: frame.id });
    if (held.length > 0) this.#link.flush();
  }

  /** Shows personal data of a conversation; who asked, and why, stands in its log. */
  reveal(conversation: string, reason: string): void {
    this.#say({ type: "reveal", conversation, reason });
  }

  /** `mentions`: ids of colleagues who are to look at it. */
  note(conversation: string, text: string, mentions: readonly string[] = []): void {
    this.#say({ type: "note", conversation, text, ...(mentions.length > 0 && { mentions }) });
  }

  /** What one said or noted reads otherwise from now on; the log keeps what it was. */
  edit(conversation: string, pos: number, text: string): void {
    this.#say({ type: "edit", conversation, pos, text });
  }

  recall(conversation: string, pos: number): void {
    this.#say({ type: "recall", conversation, pos });
  }

  /** `version`: of the value as it was seen. */
  correctSlot(conversation: string, slot: string, value: string, reason: string, version?: number): void {
    this.#act(conversation, "correct_slot", {
      slot,
      value,
      ...(reason !== "" && { reason }),
      ...(version !== undefined && { version }),
    });
  }

  /** `rule`: what it rests on; `nextDue`: when the customer hears next. */
  transfer(conversation: string, { team, reason, rule, nextDue }: HandOver): void {
    const next_due = nextDue.toISOString();
    this.#say({ type: "transfer", conversation, to: { team }, reason, rule, next_due });
  }

  /** A concrete request: the solution's clock stands still until the customer answers. */
  askCustomer(conversation: string, workOrder: string, text: string): void {
    this.#act(conversation, "ask_customer", { text, work_order: workOrder });
  }

  /** Has the order system asked how the order stands now. */
  refreshOrder(conversation: string): void {
    this.#act(conversation, "refresh_order", {});
  }

  keepPromise(conversation: string, promise: string): void {
    this.#act(conversation, "keep_promise", { promise });
  }

  payCompensation(conversation: string, workOrder: string, promise: string, reference: string): void {
    this.#act(conversation, "pay_compensation", { work_order: workOrder, promise, reference });
  }

  /** `order` as it was seen: a colleague who was quicker is named, not overwritten. */
  mergeOrders(conversation: string, order: ContextWorkOrder, other: ContextWorkOrder, reason: string): void {
    this.#act(conversation, "merge", {
      work_order: order.number,
      with: other.number,
      reason,
      ...(order.version !== undefined && { version: order.version }),
      ...(other.version !== undefined && { with_version: other.version }),
    });
  }

  linkOrders(conversation: string, order: ContextWorkOrder, number: string, reason: string): void {
    this.#act(conversation, "link", { work_order: order.number, with: number, reason });
  }

  /** Waits for what becomes of it. */
  linkNow(conversation: string, { own, number }: RelatedOrder, reason: string): Promise<BulkOutcome> {
    const values = { work_order: own, with: number, reason };
    return this.doOne({ type: "action", conversation, action: "link", arguments: values });
  }

  splitOrder(conversation: string, order: ContextWorkOrder, part: SplitPart): void {
    this.#act(conversation, "split", {
      work_order: order.number,
      ...part,
      ...(order.version !== undefined && { version: order.version }),
    });
  }

  /** Until then, or without a time until the visitor writes; whatever comes first. */
  snooze(conversation: string, until: Date | null, reason: string): void {
    this.#act(conversation, "snooze", {
      ...(until !== null && { until: until.toISOString() }),
      ...(reason !== "" && { reason }),
    });
  }

  wake(conversation: string): void {
    this.#act(conversation, "wake", {});
  }

  /** The bot goes on with that flow, or asks one question again; an open case comes back after it. */
  returnToBot(conversation: string, task: BotTask, reason: string): void {
    this.#act(conversation, "return_to_bot", { ...task, ...(reason !== "" && { reason }) });
  }

  inviteRating(conversation: string): void {
    this.#act(conversation, "invite_rating", {});
  }

  mute(conversation: string, until: Date, reason: string): void {
    this.#act(conversation, "mute", { until: until.toISOString(), reason });
  }

  unmute(conversation: string): void {
    this.#act(conversation, "unmute", {});
  }

  /** From a supervisor to whoever has the conversation; the customer never reads it. */
  whisper(conversation: string, text: string): void {
    this.#say({ type: "note", conversation, text, whisper: true });
  }

  #act(conversation: string, action: string, values: Readonly<Record<string, unknown>>): void {
    this.#say({ type: "action", conversation, action, arguments: values });
  }

  /**
   * One of many that are done together, outside of any open conversation: waits for what becomes of it. What the
   * server asks to wait for is tried again; what is not answered is not known to be done. Whoever then asks for the
   * same again sends the same frame, with its id, so that nothing is done twice.
   */
  async doOne(said: Said, tries = 3): Promise<BulkOutcome> {
    const same = JSON.stringify(said);
    const id = this.#unanswered.get(same) ?? newId();
    this.#unanswered.set(same, id);
    this.dispatch({ type: "bulk", id });
    if (!this.#link.send({ ...said, id })) return { state: "failed", code: "unavailable" };
    const outcome = await this.#answerTo(id);
    if (outcome.state === "done" || outcome.code !== "unavailable") this.#unanswered.delete(same);
    if (outcome.code !== "rate_limited" || tries <= 1) return outcome;
    await new Promise((resolve) => setTimeout(resolve, outcome.retryAfterMs ?? 1000));
    return this.doOne(said, tries - 1);
  }

  #answerTo(id: string): Promise<BulkOutcome> {
    return new Promise((resolve) => {
      const give = (outcome: BulkOutcome): void => {
        clearTimeout(timer);
        stop();
        resolve(outcome);
      };
      const timer = setTimeout(() => give({ state: "failed", code: "unavailable" }), ANSWER_WITHIN_MS);
      const stop = this.store.subscribe(({ bulk }) => {
        const outcome = bulk[id];
        if (outcome !== undefined && outcome.state !== "sent") give(outcome);
      });
    });
  }

  promise(conversation: string, text: string, due: Date): void {
    this.#say({ type: "promise", conversation, text, due: due.toISOString() });
  }

  resolve(conversation: string, workOrder: string, resolution: Resolution): void {
    this.#say({ type: "resolve", conversation, work_order: workOrder, resolution });
  }

  retry(id: string): void {
    this.dispatch({ type: "retry", id });
    this.#link.flush();
  }

  discard(id: string): void {
    this.dispatch({ type: "discard", id });
  }

  presence(status: Presence, capacity: number, reason = ""): void {
    const wanted = { status, capacity, reason: status === "away" ? reason : "" };
    this.dispatch({ type: "presence", wanted });
    this.#link.send({ type: "presence", ...wanted });
  }

  /**
   * True when the claim went out: offline nothing can be won, so it is not kept. `takeOver`: why a supervisor
   * takes it from a colleague.
   */
  claim(conversation: string, takeOver?: string): boolean {
    const id = newId();
    const frame = { type: "claim", id, conversation } as const;
    if (!this.#link.send(takeOver === undefined ? frame : { ...frame, take_over: takeOver })) return false;
    this.dispatch({ type: "claim", conversation, id });
    return true;
  }

  /** Who is next: the one just offered, otherwise the most urgent one waiting. */
  next(): string | null {
    const { offer, queue, claims } = this.store.getState();
    if (offer !== null) return offer.conversation;
    const row = byPromise(queue).find((candidate) => claims[candidate.conversation] === undefined);
    return row?.conversation ?? null;
  }

  /** Reads the next page of the queue behind what is held. */
  async readQueue(): Promise<void> {
    const { queueTo: after, queueReading, queueGeneration: generation } = this.store.getState();
    if (after === null || queueReading === "yes") return;
    this.dispatch({ type: "queue_reading" });
    try {
      this.dispatch({ type: "queue_page", after, generation, page: await this.#queuePage(after) });
    } catch {
      this.dispatch({ type: "queue_failed", generation });
    }
  }

  /** Asks for what stands before the first event that is held; false when there is nothing, or no connection. */
  readBack(conversation: string): boolean {
    const held = this.store.getState().conversations[conversation];
    const before = firstPos(held);
    if (held === undefined || held.readingBack || before <= 1) return false;
    if (!this.#link.send({ type: "history", conversation, before })) return false;
    this.dispatch({ type: "reading_back", conversation });
    return true;
  }

  /** Shows a conversation: an own one brings its context, a waiting one can be read before it is taken. */
  select(conversation: string | null): void {
    const before = this.store.getState();
    if (before.selected === conversation) return;
    if (before.selected !== null) this.#leave(before.selected);
    this.dispatch({ type: "select", conversation });
    if (conversation !== null) this.#open(conversation);
  }

  /** Reads a conversation beside the one that is open, until what it gives back is called. */
  look(conversation: string): () => void {
    this.#open(conversation);
    return () => {
      if (this.store.getState().selected !== conversation) this.#leave(conversation);
    };
  }

  /** One's own goes on. */
  #leave(conversation: string): void {
    if (ownership(this.store.getState(), conversation) === "mine") return;
    this.#link.send({ type: "unsubscribe", conversation });
  }

  /** Asks for the case as it is now. */
  refresh(conversation: string): void {
    const state = this.store.getState();
    if (ownership(state, conversation) === "mine") this.#link.send({ type: "claim", conversation });
    else {
      const after = lastPos(state.conversations[conversation]);
      this.#link.send({ type: "subscribe", conversation, after, context: true });
    }
  }

  #open(conversation: string): void {
    const state = this.store.getState();
    const held = state.conversations[conversation];
    if (ownership(state, conversation) !== "mine") {
      const context = (held?.context ?? null) === null;
      this.#link.send({ type: "subscribe", conversation, after: lastPos(held), ...(context && { context }) });
    } else if ((held?.context ?? null) === null && state.claims[conversation] === undefined) {
      this.#link.send({ type: "claim", conversation });
    }
  }

  /** The visitor learns that their words were seen: told once each, and worth nothing later. */
  read(conversation: string, seq: number): void {
    if (seq <= (this.#readTo.get(conversation) ?? 0)) return;
    if (this.#link.send({ type: "read", conversation, seq })) this.#readTo.set(conversation, seq);
  }

  typing(conversation: string): void {
    const now = Date.now();
    if (now - (this.#typedAt.get(conversation) ?? 0) < TYPING_EVERY_MS) return;
    this.#typedAt.set(conversation, now);
    this.#link.send({ type: "typing", conversation });
  }
}
