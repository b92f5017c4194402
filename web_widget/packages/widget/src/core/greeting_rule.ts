/** When the greeting stands beside the launcher: on which pages, after how long, or after how long without a move. */
import type { WidgetOptions } from "../options.ts";

/** Each of them begins the time without a move anew. */
const MOVES = ["pointermove", "pointerdown", "keydown", "scroll"] as const;

/** Calls once, if at all; what is returned stops it. */
export function greetWhen({ greetAfter, greetIdle, greetOn }: WidgetOptions, greet: () => void): () => void {
  const idle = Number(greetIdle);
  const seconds = idle > 0 ? idle : Number(greetAfter);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const passive = { passive: true, capture: true };
  const stop = (): void => {
    clearTimeout(timer);
    for (const move of MOVES) removeEventListener(move, wait, passive);
  };
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // A page that changes its address without loading anew is looked at where it is by then.
      if (greetOn !== undefined && !location.pathname.startsWith(greetOn)) return wait();
      stop();
      greet();
    }, seconds * 1000);
  };
  if (!(seconds > 0)) return stop;
  if (idle > 0) for (const move of MOVES) addEventListener(move, wait, passive);
  wait();
  return stop;
}
