import type { DeskEventOf } from "@yingda/protocol";
import type { RefObject } from "react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { VirtuosoHandle } from "react-virtuoso";
import type { ThreadItem } from "../model/thread_items.ts";
import type { Back } from "./beginning.tsx";
import { onShowMessage } from "./find_message.ts";
import type { ReadingEnd } from "./reading_end.ts";

const FOUND_MS = 2500;

function holds(event: DeskEventOf<"message">, words: string): boolean {
  const values = event.submitted?.values.map(({ value }) => value) ?? [];
  return [event.text, ...values].some((text) => text.includes(words));
}

/** The message that a value came from: read back for if need be, scrolled to, and marked for a moment. */
export function useFound(
  items: readonly ThreadItem[],
  list: RefObject<VirtuosoHandle | null>,
  { reading, older, read }: Back,
  end: ReadingEnd,
): string | null {
  const [found, setFound] = useState<string | null>(null);
  const sought = useRef<string | null>(null);
  const show = useEffectEvent(() => {
    const words = sought.current;
    if (words === null || reading) return;
    const index = items.findLastIndex(
      (item) => item.kind === "bubble" && item.event.from.role === "visitor" && holds(item.event, words),
    );
    const item = items[index];
    if (item === undefined && older) return read();
    sought.current = null;
    if (item === undefined) return;
    end.leave();
    list.current?.scrollToIndex({ index, align: "center" });
    setFound(item.key);
  });
  useEffect(
    () =>
      onShowMessage((words) => {
        sought.current = words;
        show();
      }),
    [],
  );
  // What was read back is in the list a moment later.
  useEffect(() => {
    const frame = requestAnimationFrame(() => show());
    return () => cancelAnimationFrame(frame);
  }, [items, reading]);
  useEffect(() => {
    if (found === null) return;
    const timer = setTimeout(() => setFound(null), FOUND_MS);
    return () => clearTimeout(timer);
  }, [found]);
  return found;
}
