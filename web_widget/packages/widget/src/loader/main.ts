/**
 * widget.js: puts the launcher on the page at once and loads the rest when it is wanted. It must never
 * disturb its host: no global but `yingda`, no style sheet in the document, no error thrown.
 */
import type { CoreModule, WidgetEventName, WidgetHandle, WidgetListener, WidgetOptions } from "../options.ts";
import { putLauncher } from "./launcher.ts";
import { readStub, type Command } from "./stub.ts";

type Loading = Promise<WidgetHandle | undefined>;

const script = document.currentScript as HTMLScriptElement | null;
const origin = script === null ? location.origin : new URL(script.src).origin;

// Attributes are called as the options are: data-text-size is textSize.
const attributes: WidgetOptions = Object.assign({ server: origin }, script?.dataset);
let options = attributes;
let handle: WidgetHandle | undefined;
let loading: Loading | undefined;
/** What was shut down has cleared its visitor's storage. */
let cleared: Promise<unknown> | undefined;
let launcher: ReturnType<typeof putLauncher> | undefined;
const listeners = new Map<WidgetEventName, Set<WidgetListener>>();

function emit(name: WidgetEventName, detail: unknown): void {
  if (name === "unread" || name === "connection") launcher?.show({ [name]: detail });
  if (name === "open" || name === "close") launcher?.setOpen(name === "open", detail === "keyboard");
  for (const listener of listeners.get(name) ?? []) listener(detail);
}

function load(): Loading {
  const file = options.mode === "frame" ? __FRAME_FILE__ : __CORE_FILE__;
  if (loading !== undefined) return loading;
  // Whoever is shut down while it loads clears the storage of its own visitor.
  const begun = options;
  const before = cleared;
  // What was begun before `shutdown` is nothing of the widget that is booted after it, and says nothing there.
  const current = (): boolean => loading === mine;
  const tell: typeof emit = (name, detail) => current() && emit(name, detail);
  const mine: Loading = (loading = import(/* @vite-ignore */ `${options.server}/${file}`)
    .then(async (core: CoreModule) => {
      await before;
      const given = current() ? options : begun;
      const made = await core.mount(given, tell);
      if (current()) {
        handle = made;
        // A frame takes its time; what was changed meanwhile it has not heard of.
        if (given !== options) made.update(options);
      }
      return made;
    })
    .catch(() => {
      tell("connection", "offline");
      tell("error", { code: "unavailable" });
      if (current()) loading = undefined;
      return undefined;
    }));
  return mine;
}

/** Runs once the core is there: at once if it is already. */
function withCore(run: (core: WidgetHandle) => void): void {
  if (handle !== undefined) run(handle);
  else void load().then((core) => (core === undefined ? launcher?.setFailed() : run(core)));
}

function boot(extra: WidgetOptions = {}): void {
  if (launcher !== undefined) return update(extra);
  options = { ...options, ...extra };
  launcher = putLauncher(options, { toggle, warm: () => void load() });
  // A visitor who was here before may have an unread answer: look once the page has nothing else to do.
  // Unless it has been shut down by then.
  const look = (): unknown => launcher && load();
  if ("requestIdleCallback" in window) requestIdleCallback(look);
  else setTimeout(look, 2000);
}

function update(extra: WidgetOptions): void {
  options = { ...options, ...extra };
  launcher?.update(options);
  handle?.update(options);
}

const setting =
  (name: keyof WidgetOptions): Command =>
  (value) =>
    update({ [name]: value });

const toggle = (): unknown => command("toggle");

/** What the loader does itself; all others are the core's, by the same names. */
const commands: Record<string, Command> = {
  boot: boot as Command,
  update: update as Command,
  close: () => handle?.close(),
  shutdown: () => {
    // Also when the core is still on its way: it alone can clear what is kept on the device.
    cleared = load().then((core) => core?.shutdown());
    launcher?.host.remove();
    handle = launcher = loading = undefined;
    options = attributes;
  },
  showLauncher: () => launcher?.show({ hidden: false }),
  hideLauncher: () => launcher?.show({ hidden: true }),
  setLocale: setting("locale"),
  setTheme: setting("theme"),
  setContext: setting("page"),
  getUnread: () => handle?.getUnread() ?? 0,
  getVisitorId: () => handle?.getVisitorId(),
  on: (name, listener) => {
    const key = name as WidgetEventName;
    listeners.set(key, (listeners.get(key) ?? new Set()).add(listener as WidgetListener));
  },
  off: (name, listener) => listeners.get(name as WidgetEventName)?.delete(listener as WidgetListener),
};

function command(name: string, ...args: unknown[]): unknown {
  const own = commands[name];
  if (own === undefined) withCore((core) => (core as unknown as Record<string, Command>)[name]?.(...args));
  return own?.(...args);
}

const queued = readStub(command);
const start = (): void => {
  if (!("manual" in attributes) && !queued.some(([name]) => name === "boot")) boot();
  for (const [name, ...args] of queued) command(String(name), ...args);
};
// In the head of a page that is still being read there is no body to stand in.
if (document.body as HTMLElement | null) start();
else addEventListener("DOMContentLoaded", start);
