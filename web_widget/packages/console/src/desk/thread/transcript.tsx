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
import { useDesk, useDeskState, useLocale, useServerNow } from "../desk_context.ts";
import type { Conversation } from "../model/state.ts";
import { firstPos } from "../model/state.ts";
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

/** Indexes run from here down when earlier messages are put in front, so that nothing on the screen moves. */
const FIRST_INDEX = 1_000_000;

function posOf(item: ThreadItem): number {
  return "event" in item ? item.event.pos : item.kind === "day" ? 0 : Number.POSITIVE_INFINITY;
}

/** How many items stand before those that the thread was opened with. */
function useBefore(conversation: Conversation, items: readonly ThreadItem[]): number {
  const [opened] = useState(() => firstPos(conversation));
  return useMemo(() => {
    if (firstPos(conversation) >= opened) return 0;
    const at = items.findIndex((item) => posOf(item) >= opened);
    return at === -1 ? items.length : at;
  }, [conversation, items, opened]);
}

interface Back {
  readonly reading: boolean;
  readonly older: boolean;
  readonly read: () => void;
}

/** Above the first message: that there are earlier ones, or that there are none. */
function Beginning({ context: { reading, older, read } }: { readonly context: Back }) {
  const { t } = useTranslation();
  return (
    <div className="thread-beginning" data-testid="thread-beginning">
      {!older ? (
        <span>{t("thread.begins")}</span>
      ) : (
        <Button type="link" size="small" loading={reading} onClick={read} data-testid="read-back">
          {t(reading ? "thread.reading_back" : "thread.read_back")}
        </Button>
      )}
    </div>
  );
}

const components = { Header: Beginning };

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
 * New messages, a banner, a fold, a growing text box or a late measurement moves the end away: whoever reads the end
 * keeps reading the end. The list could follow by itself, but for a tenth of a second after each change it takes a
 * reader who scrolls up for one who was left behind.
 */
function useStay(last: ThreadItem | undefined) {
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

/** The message that a value came from: read back for if need be, scrolled to, and marked for a moment. */
function useFound(
  items: readonly ThreadItem[],
  list: RefObject<VirtuosoHandle | null>,
  { reading, older, read }: Back,
  end: ReadingEnd,
): string | null {
  const [found, setFound] = useState<string | null>(null);
  const [sought, setSought] = useState<string | null>(null);
  const show = useEffectEvent((words: string) => {
    const index = items.findLastIndex(
      (item) => item.kind === "bubble" && item.event.from.role === "visitor" && holds(item.event, words),
    );
    const item = items[index];
    if (item === undefined && older) return reading ? undefined : read();
    setSought(null);
    if (item === undefined) return;
    end.leave();
    list.current?.scrollToIndex({ index, align: "center" });
    setFound(item.key);
  });
  useEffect(() => onShowMessage((words) => setSought(words)), []);
  useEffect(() => {
    if (sought !== null) show(sought);
  }, [sought, items, reading]);
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
  const desk = useDesk();
  const { id, readingBack } = conversation;
  const before = useBefore(conversation, items);
  const { fresh, away, onBottom } = useBottom(items.length - before);
  const older = firstPos(conversation) > 1;
  const back = useMemo(
    () => ({ reading: readingBack, older, read: () => void desk.readBack(id) }),
    [readingBack, older, desk, id],
  );
  const { frame, onScroller, stay, end } = useStay(items.at(-1));
  const found = useFound(items, list, back, end);
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
      <Virtuoso<ThreadItem, Back>
        ref={list}
        context={back}
        components={components}
        firstItemIndex={FIRST_INDEX - before}
        startReached={back.read}
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
        totalListHeightChanged={stay}
        atBottomThreshold={80}
        atBottomStateChange={onBottom}
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
