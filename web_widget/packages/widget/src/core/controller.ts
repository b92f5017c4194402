/** The widget's state outside the conversation, and the verbs its parts and its host page use. */
import { pickLocale, type ChatEvent, type FlowSlots } from "@yingda/protocol";
import type { Attention } from "../later/attention.ts";
import type { Uploads } from "../files/uploads.ts";
import type { UploadTarget } from "../files/upload.ts";
import type { WidgetEventName, WidgetOptions } from "../options.ts";
import { Belongings, type DevicePorts } from "./belongings.ts";
import type { ChatClient, Utterance } from "./client.ts";
import { Configuration } from "./configuration.ts";
import { targetOf } from "./files.ts";
import { formKey } from "./form_key.ts";
import { tellHost, tellHostOf } from "./host_events.ts";
import { greetWhen } from "./greeting_rule.ts";
import { personOf } from "./identity.ts";
import { laterParts, whenLater } from "./later.tsx";
import { keepPreferences, preferencesFrom, type Preferences } from "./preferences.ts";
import type { LocalValues } from "./store.ts";
import { textsFor, type Texts } from "./text/index.ts";
import { countUnread, isNews } from "./timeline.ts";
import type { WidgetState } from "./widget_state.ts";
import { URGENT } from "./words.ts";

export interface ControllerPorts extends DevicePorts {
  readonly emit: (name: WidgetEventName, detail: unknown) => void;
}

const MAX_REASON = 300;

interface ReadMark {
  readonly conversation?: string;
  readonly seq: number;
}

export class Controller {
  state: WidgetState;
  readonly configuration: Configuration;
  private options: WidgetOptions;
  readonly server: string;
  private belongings: Belongings;
  private readonly ports: ControllerPorts;
  private readonly listeners = new Set<() => void>();

  constructor(options: WidgetOptions, ports: ControllerPorts) {
    this.options = options;
    this.ports = ports;
    this.server = options.server ?? location.origin;
    const person = personOf(options.identity);
    this.belongings = this.belongingsOf(person);
    const preferences = preferencesFrom(options, this.values);
    this.configuration = new Configuration(
      this.server,
      () => this.values,
      preferences.locale,
      () => {
        this.set(this.configuration.now);
        this.client.startIfWanted();
        this.refresh();
      },
    );
    this.state = {
      open: options.mode === "page",
      person,
      conversation: this.client.state,
      started: false,
      preferences,
      ...this.configuration.now,
      greeting: false,
      ...this.personal(),
      announced: { text: "", id: 0 },
    };
  }

  /** Remembers, then connects if somebody is talking already; a page's silent visitors cost the server nothing. */
  async begin(): Promise<void> {
    void this.configuration.load();
    await this.remember();
    this.ports.emit("ready", undefined);
    this.greetLater();
  }

  /** Once, and only those who have never spoken or looked. */
  private greetLater(): void {
    const known = this.client.state.session !== undefined || this.values.read("greeted") === true;
    if (known || this.mode !== "panel") return;
    this.stopGreeting = greetWhen(this.options, () => {
      if (!this.state.open) this.set({ greeting: true });
    });
  }
  private stopGreeting: (() => void) | undefined;

  dismissGreeting(): void {
    this.stopGreeting?.();
    this.values.write("greeted", true);
    if (this.state.greeting) this.set({ greeting: false });
  }

  private async remember(): Promise<void> {
    const { client } = this;
    await client.restore();
    // Somebody else has signed in, or the page has shut it down, while the device was read.
    if (client !== this.client || this.gone) return;
    const { session, outbox } = client.state;
    if (this.state.open || session !== undefined || outbox.length > 0) client.start();
    this.refresh();
  }

  private belongingsOf(person: string): Belongings {
    const belongings: Belongings = new Belongings(person, this.server, this.ports, {
      hello: () => this.hello(),
      onChange: () => this.refresh(),
      mayConnect: () => this.configuration.known && !this.configuration.now.consentDue,
      onArrived: (event, catchingUp) => this.arrived(event, catchingUp),
      onFrame: (frame, waiting) => tellHostOf(frame, waiting, this.ports.emit),
      onProofRefused: () => this.ports.emit("error", { code: "identity" }),
      here: () => belongings === this.belongings,
      dropped: () => this.set({ parcels: [], preparing: 0 }),
      changed: (parcels) => this.set({ parcels }),
      preparing: (change) => this.set({ preparing: this.state.preparing + change }),
    });
    return belongings;
  }

  private personal() {
    return {
      readSeq: this.values.read<ReadMark>("read")?.seq ?? 0,
      durable: this.belongings.store.durable,
      parcels: [],
      preparing: 0,
    };
  }

  /** Words, files and log of whoever was here before stay theirs, and wait for them on this device. */
  private serve(person: string): void {
    this.client.stop();
    this.belongings.files.drop();
    this.belongings = this.belongingsOf(person);
    this.configuration.judgeAgain();
    this.set({
      person,
      ...this.configuration.now,
      conversation: this.client.state,
      started: false,
      ...this.personal(),
      shownOrder: undefined,
      article: undefined,
    });
    void this.remember().then(() => this.ports.emit("unread", this.unread()));
  }

  get values(): LocalValues {
    return this.belongings.values;
  }

  get client(): ChatClient {
    return this.belongings.client;
  }

  get texts(): Texts {
    return textsFor(this.state.preferences.locale);
  }

  get mode(): NonNullable<WidgetOptions["mode"]> {
    return this.options.mode ?? "panel";
  }

  knownConfig() {
    const { config: values, preferences } = this.state;
    return this.configuration.known ? { locale: preferences.locale, values } : undefined;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The time by the server's clock, for deadlines. */
  serverNow(): number {
    return Date.now() + this.client.state.clockOffsetMs;
  }

  open(): void {
    if (this.state.open) return;
    this.dismissGreeting();
    this.set({ open: true });
    this.client.start();
    this.markRead();
    this.ports.emit("open", undefined);
  }

  /** `keyboard`: the launcher takes the focus back. */
  close(by?: "keyboard"): void {
    if (!this.state.open || this.options.mode === "page") return;
    this.set({ open: false });
    this.ports.emit("close", by);
  }

  say(utterance: Utterance): void {
    this.client.say(utterance);
  }

  attach(files: Iterable<File>, order?: string): void {
    // A list of an input empties when the input does.
    const list = Array.from(files);
    if (list.length > 0) this.uploads((uploads) => void uploads.add(list, { order }));
  }

  uploads(run: (uploads: Uploads) => void): void {
    this.belongings.files.use(run);
  }

  uploadTarget(): UploadTarget | undefined {
    return targetOf(this.client, this.server);
  }

  /** `reason`: for the agent, as the page says it; the server refuses a longer one. */
  requestHuman(reason = ""): void {
    const asked = this.client.state.outbox.some(
      ({ frame, state }) => frame.type === "human" && state !== "failed",
    );
    if (asked) return;
    this.ports.emit("handoff", { stage: "requested" });
    const said = Array.from(reason).slice(0, MAX_REASON).join("");
    this.say({ type: "human", ...(said !== "" && { reason: said }) });
  }

  urgentComplaint(): void {
    const waiting = this.client.state.outbox.some(
      ({ frame, state }) => frame.type === "message" && frame.text === URGENT && state !== "failed",
    );
    if (!waiting) this.say({ type: "message", text: URGENT });
  }

  /** A flow other than the urgent complaint starts by the event of its own name. */
  startFlow(id: string, slots?: FlowSlots): void {
    if (id === "complaint" || id === "urgent") this.urgentComplaint();
    else this.say({ type: "event", name: id, flow: id, slots });
  }

  /** The visitor's own choice: kept for the next visit, and nothing else with it. */
  prefer(change: Partial<Preferences>): void {
    keepPreferences(this.values, change);
    this.apply(change);
  }

  update(options: WidgetOptions): void {
    this.options = { ...this.options, ...options };
    const person = personOf(this.options.identity);
    if (person !== this.state.person) this.serve(person);
    const { locale, theme, textSize, page, attributes, identity } = options;
    if (page ?? attributes ?? (this.client.unproved && identity)) this.client.renew();
    this.apply({
      ...(locale !== undefined && { locale: pickLocale(locale) }),
      ...(theme !== undefined && { theme }),
      ...(textSize !== undefined && { textSize }),
    });
  }

  private apply(change: Partial<Preferences>): void {
    const before = this.state.preferences.locale;
    const preferences = { ...this.state.preferences, ...change };
    this.set({ preferences });
    if (preferences.locale === before) return;
    this.configuration.speak(preferences.locale);
    this.set(this.configuration.now);
    this.client.renew();
  }

  /** Puts words into the composer for the visitor to change or send. */
  prefill(text: string): void {
    this.values.write("draft", text);
    for (const listener of this.prefillListeners) listener(text);
  }

  /** Brings the card of an order into view, once it is drawn. */
  showOrder(number: string): void {
    this.set({ shownOrder: { number, id: (this.state.shownOrder?.id ?? 0) + 1 } });
  }

  /** `seq`: the answer that showed it; without one it is fetched. Without an id: back to the log. */
  showArticle(id?: string, seq?: number): void {
    this.set({ article: id === undefined ? undefined : { id, seq } });
  }

  onPrefill(listener: (text: string) => void): () => void {
    this.prefillListeners.add(listener);
    return () => this.prefillListeners.delete(listener);
  }
  private readonly prefillListeners = new Set<(text: string) => void>();

  announce(text: string): void {
    this.set({ announced: { text, id: this.state.announced.id + 1 } });
  }

  markRead(): void {
    const { lastSeq } = this.client.state;
    if (!this.state.open || document.hidden || this.state.readSeq >= lastSeq) return;
    const mark: ReadMark = { conversation: this.client.state.session?.conversation, seq: lastSeq };
    this.values.write("read", mark);
    this.client.sendNow({ type: "read", seq: lastSeq });
    this.set({ readSeq: lastSeq });
    this.ports.emit("unread", 0);
  }

  unread(): number {
    return countUnread(this.client.state.events, this.state.readSeq);
  }

  async forget(): Promise<void> {
    this.rest();
    this.client.stop(true);
    this.belongings.files.drop();
    await this.belongings.store.clear();
  }

  private gone = false;
  /** At first unknown, and so told: the loader may have failed before. */
  private offline?: boolean;

  /** Nothing of it goes on by itself. */
  private rest(): void {
    this.configuration.stop();
    this.gone = true;
    this.stopGreeting?.();
    this.attention?.rest();
  }

  private hello() {
    const { identity, page, attributes } = this.options;
    return {
      locale: this.state.preferences.locale,
      page: { url: location.href.split("#")[0] ?? "", title: document.title, ...page, attributes },
      ...(identity !== undefined && { identity }),
    };
  }

  /** Once somebody had to be called back. */
  private attention: Attention | undefined;

  private arrived(event: ChatEvent, catchingUp: boolean): void {
    tellHost(event, this.ports.emit);
    if (event.kind === "message" && event.submitted !== undefined) this.forgetForm(event.submitted.of);
    const { locale, sound } = this.state.preferences;
    // A panel without its later parts shows the event in plain words; they are not worth asking for once an event.
    if (!catchingUp && (laterParts.loaded !== undefined || !this.state.open)) {
      whenLater(({ announcement }) => {
        const words = announcement(event, this.texts, locale, this.serverNow());
        if (words !== undefined) this.announce(words);
      });
    }
    if (!isNews(event)) return;
    if (!this.state.open || document.hidden) this.ports.emit("unread", this.unread());
    if (catchingUp || (this.state.open && !document.hidden)) return;
    this.callBack(this.texts.newMessages(this.unread()), sound && this.client.leading);
  }

  private callBack(words: string, sound: boolean): void {
    whenLater(({ Attention }) => {
      this.attention ??= new Attention();
      this.attention.call(words, sound);
    });
  }

  /** The server has it: asked for once more, the form begins empty. */
  private forgetForm(seq: number): void {
    const { events, session } = this.client.state;
    const asked = events[seq - 1];
    if (asked?.kind !== "message" || asked.form === undefined) return;
    this.values.write(formKey(session?.conversation, asked.form, seq), undefined);
  }

  private refresh(): void {
    const { session } = this.client.state;
    const known = this.state.conversation.session?.conversation;
    // Another conversation numbers from 1 again: an old mark must not hide its news.
    const other = session !== undefined && session.conversation !== (known ?? this.markedConversation());
    this.set({
      conversation: this.client.state,
      started:
        this.client.started || (this.client.wanted && !this.configuration.known && this.configuration.failed),
      durable: this.belongings.store.durable,
      ...(other && { readSeq: 0 }),
    });
    const offline = this.state.started && this.client.state.link === "offline";
    if (offline !== this.offline) this.ports.emit("connection", offline ? "offline" : "online");
    this.offline = offline;
    this.markRead();
    this.belongings.files.go();
  }
  /** At first unknown, and so told: the loader may have failed before. */

  private markedConversation(): string | undefined {
    return this.values.read<ReadMark>("read")?.conversation;
  }

  private set(change: Partial<WidgetState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
