import { ArrowDownOutlined } from "@ant-design/icons";
import { formatDay } from "@yingda/protocol";
import { Button } from "antd";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { VirtuosoHandle } from "react-virtuoso";
import { Virtuoso } from "react-virtuoso";
import { useShallow } from "zustand/shallow";
import { useDeskState, useLocale, useServerNow } from "../desk_context.ts";
import type { Conversation } from "../model/state.ts";
import { firstPos } from "../model/state.ts";
import type { ThreadItem } from "../model/thread_items.ts";
import { threadItems } from "../model/thread_items.ts";
import type { Back } from "./beginning.tsx";
import { Beginning, useBack } from "./beginning.tsx";
import { Bubble } from "./bubble.tsx";
import { Line } from "./line.tsx";
import { NoteCard } from "./note_card.tsx";
import { Pending } from "./pending.tsx";
import { useFound } from "./use_found.ts";
import { useStay } from "./use_stay.ts";
import { WorkOrderCard } from "./work_order_card.tsx";

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

interface TranscriptProps {
  readonly conversation: Conversation;
  /** What it is called where there are two. */
  readonly label?: string;
}

export function Transcript({ conversation, label }: TranscriptProps) {
  const { t } = useTranslation();
  const items = useThreadItems(conversation);
  const list = useRef<VirtuosoHandle>(null);
  const { id } = conversation;
  const before = useBefore(conversation, items);
  const { fresh, away, onBottom } = useBottom(items.length - before);
  const back = useBack(conversation);
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
      aria-label={label ?? t("thread.transcript")}
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
            <Item conversation={id} item={item} />
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
