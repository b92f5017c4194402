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

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (button === null) return;
  const { copy: number, ask } = button.dataset;
  if (number !== undefined) void copy(number);
  else if (ask !== undefined) yingda("newMessage", ask);
  else if ("open" in button.dataset) yingda("open");
});
