import { useCallback, useEffect, useRef, useState } from "react";
import type { ThreadItem } from "../model/thread_items.ts";
import { ReadingEnd, watchReading } from "./reading_end.ts";

/**
 * New messages, a banner, a fold, a growing text box or a late measurement moves the end away: whoever reads the end
 * keeps reading the end. The list could follow by itself, but for a tenth of a second after each change it takes a
 * reader who scrolls up for one who was left behind.
 */
export function useStay(last: ThreadItem | undefined) {
  const scroller = useRef<HTMLElement | null>(null);
  const unwatch = useRef<(() => void) | null>(null);
  const [end] = useState(() => new ReadingEnd());
  const stay = useCallback(() => {
    if (end.left) return;
    requestAnimationFrame(() => {
      // They may have moved since.
      if (!end.left) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
    });
  }, [end]);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => stay());
    observer.observe(element);
    return () => observer.disconnect();
  }, [stay]);
  // What one says oneself always comes into view.
  const said = last?.kind === "pending" ? last.key : "";
  useEffect(() => {
    if (said === "") return;
    end.returned();
    stay();
  }, [said, end, stay]);
  const onScroller = useCallback(
    (element: HTMLElement | Window | null): void => {
      unwatch.current?.();
      scroller.current = element instanceof HTMLElement ? element : null;
      unwatch.current = scroller.current === null ? null : watchReading(scroller.current, end);
    },
    [end],
  );
  return { frame, onScroller, stay, end };
}
