/** The demo shop's few manners: copying an order number, and putting a sample question into the chat. */

type Yingda = (command: string, ...args: unknown[]) => unknown;

const toast = document.querySelector<HTMLElement>(".toast");
let toastTimer: number | undefined;

function say(text: string): void {
  if (toast === null) return;
  toast.textContent = text;
  clearTimeout(toastTimer);
  toastTimer = window.setTimeout(() => (toast.textContent = ""), 2000);
}

/** The widget may not have come yet: then the call waits for it, as on any page that embeds it. */
const yingda: Yingda = (...call) => {
  const host = window as unknown as { yingda?: Yingda & { q?: unknown[][] } };
  if (host.yingda === undefined) {
    const waiting: unknown[][] = [];
    host.yingda = Object.assign((...args: unknown[]) => void waiting.push(args), { q: waiting });
  }
  return host.yingda(...call);
};

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(`已复制 ${text}`);
  } catch {
    say("浏览器不允许复制，请选中后复制");
  }
}

const heard = document.querySelector<HTMLElement>(".heard");

function note(text: string): void {
  const line = document.createElement("p");
  line.textContent = text;
  heard?.prepend(line);
}

const shown = (value: unknown): string => (value === undefined ? "" : ` ${JSON.stringify(value)}`);
const EVENTS = [
  "ready",
  "open",
  "close",
  "unread",
  "message",
  "handoff",
  "work_order",
  "flow",
  "csat",
  "connection",
  "error",
];
for (const name of EVENTS) yingda("on", name, (detail: unknown) => note(`事件 ${name}${shown(detail)}`));

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (button === null) return;
  const { copy: number, ask, call } = button.dataset;
  if (number !== undefined) void copy(number);
  else if (ask !== undefined) yingda("newMessage", ask);
  else if (call !== undefined) {
    const [command, ...args] = JSON.parse(call) as [string, ...unknown[]];
    note(
      `yingda(${[command, ...args].map((part) => JSON.stringify(part)).join(", ")})${shown(yingda(command, ...args))}`,
    );
  } else if ("open" in button.dataset) yingda("open");
});
