import { ArrowDownOutlined } from "@ant-design/icons";
import type { DeskEventOf } from "@yingda/protocol";
import { formatDay } from "@yingda/protocol";
import { Button } from "antd";
import type { RefObject } from "react";
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { VirtuosoHandle } from "react-virtuoso";
import { Virtuoso } from "react-virtuoso";
import { useShallow } from "zustand/shallow";
import { useDeskState, useLocale, useServerNow } from "../desk_context.ts";
import type { Conversation } from "../model/state.ts";
import type { ThreadItem } from "../model/thread_items.ts";
import { threadItems } from "../model/thread_items.ts";
import { Bubble } from "./bubble.tsx";
import { onShowMessage } from "./find_message.ts";
import { Line } from "./line.tsx";
import { NoteCard } from "./note_card.tsx";
import { Pending } from "./pending.tsx";
import { ReadingEnd, watchReading } from "./reading_end.ts";
import { WorkOrderCard } from "./work_order_card.tsx";

const FOUND_MS = 2500;

function Day({ at }: { readonly at: string }) {
  const locale = useLocale();
  const now = useServerNow();
  return <p className="day">{formatDay(at, now, locale)}</p>;
}

interface ItemProps {
  readonly conversation: string;
  readonly item: ThreadItem;
}

function Item({ conversation, item }: ItemProps) {
  switch (item.kind) {
    case "day":
      return <Day at={item.at} />;
    case "bubble":
      return (
        <Bubble
          conversation={conversation}
          event={item.event}
          head={item.head}
          receipt={item.receipt}
          change={item.change}
        />
      );
    case "note":
      return <NoteCard conversation={conversation} event={item.event} change={item.change} />;
    case "work_order":
      return <WorkOrderCard event={item.event} first={item.first} />;
    case "line":
      return <Line event={item.event} />;
    case "pending":
      return <Pending item={item.item} />;
  }
}

function useThreadItems(conversation: Conversation): readonly ThreadItem[] {
  const outbox = useDeskState(
    useShallow((state) => state.outbox.filter((item) => item.frame.conversation === conversation.id)),
  );
  const { events, readSeq } = conversation;
  return useMemo(() => threadItems(events, outbox, readSeq), [events, outbox, readSeq]);
}

/** Where reading stopped: null at the bottom, otherwise how many items there were. */
function useBottom(count: number) {
  const [leftAt, setLeftAt] = useState<number | null>(null);
  return {
    fresh: leftAt === null ? 0 : Math.max(0, count - leftAt),
    away: leftAt !== null,
    onBottom: (bottom: boolean) => setLeftAt((before) => (bottom ? null : (before ?? count))),
  };
}

/**
 * A banner, a fold, a growing text box or a late measurement moves the end away: whoever reads the end keeps
 * reading the end. The list itself only follows what is appended.
 */
function useStay(away: boolean) {
  const scroller = useRef<HTMLElement | null>(null);
  const unwatch = useRef<(() => void) | null>(null);
  const [end] = useState(() => new ReadingEnd());
  const stay = useEffectEvent(() => {
    if (away || end.left) return;
    requestAnimationFrame(() => {
      // They may have moved since.
      if (!end.left) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
    });
  });
  const frame = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(0);
  useEffect(() => stay(), [height]);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => stay());
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const onScroller = useCallback(
    (element: HTMLElement | Window | null): void => {
      unwatch.current?.();
      scroller.current = element instanceof HTMLElement ? element : null;
      unwatch.current = scroller.current === null ? null : watchReading(scroller.current, end);
    },
    [end],
  );
  return { frame, onScroller, onHeight: setHeight, end };
}

/** The message that a value came from: scrolled to, and marked for a moment. */
function useFound(items: readonly ThreadItem[], list: RefObject<VirtuosoHandle | null>): string | null {
  const [found, setFound] = useState<string | null>(null);
  const show = useEffectEvent((words: string) => {
    const index = items.findLastIndex(
      (item) => item.kind === "bubble" && item.event.from.role === "visitor" && holds(item.event, words),
    );
    const item = items[index];
    if (item === undefined) return;
    list.current?.scrollToIndex({ index, align: "center" });
    setFound(item.key);
  });
  useEffect(() => onShowMessage((words) => show(words)), []);
  useEffect(() => {
    if (found === null) return;
    const timer = setTimeout(() => setFound(null), FOUND_MS);
    return () => clearTimeout(timer);
  }, [found]);
  return found;
}

function holds(event: DeskEventOf<"message">, words: string): boolean {
  const values = event.submitted?.values.map(({ value }) => value) ?? [];
  return [event.text, ...values].some((text) => text.includes(words));
}

export function Transcript({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation();
  const items = useThreadItems(conversation);
  const list = useRef<VirtuosoHandle>(null);
  const { fresh, away, onBottom } = useBottom(items.length);
  const found = useFound(items, list);
  const { frame, onScroller, onHeight, end } = useStay(away);
  const toBottom = (): void => {
    end.returned();
    list.current?.scrollToIndex({ index: "LAST", align: "end" });
  };
  return (
    <div
      ref={frame}
      className="transcript"
      role="region"
      aria-label={t("thread.transcript")}
      data-testid="transcript"
    >
      <Virtuoso<ThreadItem>
        ref={list}
        className="transcript-items"
        data={items}
        computeItemKey={(_index, item) => item.key}
        itemContent={(_index, item) => (
          <div className={item.key === found ? "item item-found" : "item"}>
            <Item conversation={conversation.id} item={item} />
          </div>
        )}
        initialTopMostItemIndex={{ index: "LAST", align: "end" }}
        alignToBottom
        scrollerRef={onScroller}
        totalListHeightChanged={onHeight}
        atBottomThreshold={80}
        atBottomStateChange={onBottom}
        // An own message always comes into view; somebody else's only when the end is being read.
        followOutput={(atBottom) => atBottom || items.at(-1)?.kind === "pending"}
        increaseViewportBy={400}
      />
      {away && (
        <Button
          className="to-bottom"
          shape="round"
          icon={<ArrowDownOutlined />}
          onClick={toBottom}
          data-testid="to-bottom"
        >
          {fresh > 0 ? t("thread.new_messages", { count: fresh }) : t("thread.to_bottom")}
        </Button>
      )}
    </div>
  );
}
