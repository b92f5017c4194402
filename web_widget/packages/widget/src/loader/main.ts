/**
 * widget.js: puts the launcher on the page at once and loads the rest when it is wanted. It must never
 * disturb its host: no global but `yingda`, no style sheet in the document, no error thrown.
 */
import type { CoreModule, WidgetEventName, WidgetHandle, WidgetListener, WidgetOptions } from "../options.ts";
import { Launcher } from "./launcher.ts";
import { readStub, type Command } from "./stub.ts";

const script = document.currentScript as HTMLScriptElement | null;
const origin = script === null ? location.origin : new URL(script.src).origin;

// Attributes are called as the options are: data-text-size is textSize.
let options: WidgetOptions = Object.assign({ server: origin }, script?.dataset);
let handle: WidgetHandle | undefined;
let loading: Promise<WidgetHandle | undefined> | undefined;
let launcher: Launcher | undefined;
let isOpen = false;
const listeners = new Map<WidgetEventName, Set<WidgetListener>>();

function emit(name: WidgetEventName, detail: unknown): void {
  if (name === "unread") launcher?.setUnread(detail as number);
  if (name === "open" || name === "close") {
    isOpen = name === "open";
    launcher?.setOpen(isOpen, detail === "keyboard");
  }
  for (const listener of listeners.get(name) ?? []) listener(detail);
}

function load(): Promise<WidgetHandle | undefined> {
  const file = options.mode === "frame" ? __FRAME_FILE__ : __CORE_FILE__;
  loading ??= import(/* @vite-ignore */ `${options.server ?? origin}/${file}`)
    .then((core: CoreModule) => core.mount(options, emit))
    .then((made) => (handle = made))
    .catch(() => {
      loading = undefined;
      launcher?.setFailed();
      emit("error", { code: "unavailable" });
      return undefined;
    });
  return loading;
}

/** Runs once the core is there: at once if it is already. */
function withCore(run: (core: WidgetHandle) => void): void {
  if (handle !== undefined) run(handle);
  else void load().then((core) => core && run(core));
}

function boot(extra: WidgetOptions = {}): void {
  if (launcher !== undefined) return update(extra);
  options = { ...options, ...extra };
  launcher = new Launcher(options, { toggle, warm: () => void load() });
  // A visitor who was here before may have an unread answer: look once the page has nothing else to do.
  if ("requestIdleCallback" in window) requestIdleCallback(() => void load());
  else setTimeout(() => void load(), 2000);
}

function update(extra: WidgetOptions): void {
  options = { ...options, ...extra };
  launcher?.update(options);
  handle?.update(options);
}

const toggle = (): unknown => command("toggle");

/** What the loader does itself; all others are the core's, by the same names. */
const commands: Record<string, Command> = {
  boot: (extra) => boot(extra as WidgetOptions),
  update: (extra) => update(extra as WidgetOptions),
  close: () => handle?.close(),
  shutdown: () => {
    handle?.shutdown();
    launcher?.remove();
    handle = launcher = loading = undefined;
    isOpen = false;
  },
  showLauncher: () => launcher?.setHidden(false),
  hideLauncher: () => launcher?.setHidden(true),
  setLocale: (locale) => update({ locale: locale as string }),
  setTheme: (theme) => update({ theme: theme as WidgetOptions["theme"] }),
  setContext: (page) => update({ page: page as WidgetOptions["page"] }),
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
const manual = script?.dataset.manual !== undefined;
const start = (): void => {
  if (!manual && !queued.some(([name]) => name === "boot")) boot();
  for (const [name, ...args] of queued) command(String(name), ...args);
};
// In the head of a page that is still being read there is no body to stand in.
if (document.readyState === "loading") addEventListener("DOMContentLoaded", start, { once: true });
else start();
