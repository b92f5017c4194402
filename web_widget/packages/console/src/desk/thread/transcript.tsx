import { ArrowDownOutlined } from "@ant-design/icons";
import { formatDay } from "@yingda/protocol";
import { Button } from "antd";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { VirtuosoHandle } from "react-virtuoso";
import { Virtuoso } from "react-virtuoso";
import { useShallow } from "zustand/shallow";
import { useDeskState, useLocale, useServerNow } from "../desk_context.ts";
import type { Conversation } from "../model/state.ts";
import type { ThreadItem } from "../model/thread_items.ts";
import { threadItems } from "../model/thread_items.ts";
import { Bubble } from "./bubble.tsx";
import { Line } from "./line.tsx";
import { NoteCard } from "./note_card.tsx";
import { Pending } from "./pending.tsx";
import { WorkOrderCard } from "./work_order_card.tsx";

function Day({ at }: { readonly at: string }) {
  const locale = useLocale();
  const now = useServerNow();
  return <p className="day">{formatDay(at, now, locale)}</p>;
}

function Item({ item }: { readonly item: ThreadItem }) {
  switch (item.kind) {
    case "day":
      return <Day at={item.at} />;
    case "bubble":
      return <Bubble event={item.event} head={item.head} receipt={item.receipt} />;
    case "note":
      return <NoteCard event={item.event} />;
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
  const stay = useEffectEvent(() => {
    if (away) return;
    requestAnimationFrame(() => scroller.current?.scrollTo({ top: scroller.current.scrollHeight }));
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
  const onScroller = (element: HTMLElement | Window | null): void => {
    scroller.current = element instanceof HTMLElement ? element : null;
  };
  return { frame, onScroller, onHeight: setHeight };
}

export function Transcript({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation();
  const items = useThreadItems(conversation);
  const list = useRef<VirtuosoHandle>(null);
  const { fresh, away, onBottom } = useBottom(items.length);
  const toBottom = (): void => list.current?.scrollToIndex({ index: "LAST", align: "end" });
  const { frame, onScroller, onHeight } = useStay(away);
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
          <div className="item">
            <Item item={item} />
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
