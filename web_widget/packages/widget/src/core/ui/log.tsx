/** The messages. New ones are followed only by a visitor who is at the end; nobody is torn away from reading. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { formatDay } from "@yingda/protocol";
import { sentOf } from "../parcel.ts";
import { buildTimeline, type TimelineItem } from "../timeline.ts";
import { Line, ParcelMessage, QueueCard, Survey, Typing, WorkOrderCard } from "../later.tsx";
import { useNow, useWidget } from "./context.ts";
import { Greeting } from "./greeting.tsx";
import { Icon } from "./icons.tsx";
import { Message } from "./message.tsx";
import { PendingMessage } from "./pending.tsx";

/** This close to the end counts as being there. */
const NEAR_END_PX = 48;

function Item({ item }: { readonly item: TimelineItem }) {
  const { controller, locale } = useWidget();
  switch (item.type) {
    case "day":
      return <li class="day">{formatDay(item.at, controller.serverNow(), locale)}</li>;
    case "message":
      return <Message item={item} />;
    case "pending":
      return <PendingMessage entry={item.entry} label={item.label} files={item.files} />;
    case "work_order":
      return <WorkOrderCard item={item} />;
    case "queue":
      return <QueueCard waiting={item.waiting} />;
    case "survey":
      return <Survey text={item.event.text} at={item.event.at} open={item.open} />;
    case "line":
      return <Line event={item.event} />;
  }
}

function toEnd(log: HTMLElement): void {
  log.scrollTop = log.scrollHeight;
}

const lastOf = (log: HTMLElement) => log.firstElementChild?.lastElementChild as HTMLElement | null;

/** Shows what has come last; whether that is the end. A form taller than the log is read from its beginning. */
function showLast(log: HTMLElement): boolean {
  const last = lastOf(log);
  if (last !== null && last.offsetHeight > log.clientHeight) {
    log.scrollTop = last.offsetTop - log.offsetTop;
    return false;
  }
  toEnd(log);
  return true;
}

/** Keeps the end in view while the visitor is at the end; counts what came while they were not. */
function useFollow(items: readonly TimelineItem[], ownLength: number) {
  const logRef = useRef<HTMLDivElement>(null);
  const atEndRef = useRef(true);
  const heightRef = useRef(0);
  const [missed, setMissed] = useState(0);
  const { length } = items;
  const beforeRef = useRef({ length, ownLength });
  // By the items, not by their number: a card that changes or moves is news too.
  useLayoutEffect(() => {
    const added = length - beforeRef.current.length;
    const spoke = ownLength > beforeRef.current.ownLength;
    beforeRef.current = { length, ownLength };
    const last = items[length - 1];
    // What may be left out does not push what has been promised out of view.
    if (added > 0 && !spoke && last?.type === "message" && last.event.form?.stays === true)
      atEndRef.current = false;
    if (logRef.current !== null && (atEndRef.current || spoke)) {
      atEndRef.current = showLast(logRef.current);
      setMissed(0);
    } else if (added > 0) setMissed((count) => count + added);
  }, [items, length, ownLength]);
  useEffect(() => {
    const element = logRef.current;
    if (element === null || typeof ResizeObserver === "undefined") return undefined;
    // Cards grow and the keyboard shrinks the log: the end stays the end.
    const observer = new ResizeObserver(() => {
      heightRef.current = element.scrollHeight;
      if (atEndRef.current) toEnd(element);
    });
    observer.observe(element);
    if (element.firstElementChild !== null) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);
  const onScroll = (): void => {
    const element = logRef.current;
    // A log that has just grown still reports the scrolling of before: the observer comes after it.
    if (element === null || element.scrollHeight > heightRef.current) return;
    const below = element.scrollHeight - element.scrollTop - element.clientHeight - NEAR_END_PX;
    atEndRef.current = below < 0;
    // Of what has come last, the beginning is in view.
    if (below < (lastOf(element)?.offsetHeight ?? 0)) setMissed(0);
  };
  const jump = (): void => {
    if (logRef.current !== null) toEnd(logRef.current);
  };
  return { logRef, missed, jump, onScroll };
}

/** How many items are drawn at once: what is not there costs nothing at every key and every event. */
const PAGE = 200;

/** The last items; those before them when they are asked for, without moving what is being read. */
function usePages(
  items: readonly TimelineItem[],
  all: boolean,
  logRef: { readonly current: HTMLElement | null },
) {
  const [pages, setPages] = useState(1);
  const belowRef = useRef<number | undefined>(undefined);
  const hidden = all ? 0 : Math.max(0, items.length - pages * PAGE);
  useLayoutEffect(() => {
    if (logRef.current === null || belowRef.current === undefined) return;
    logRef.current.scrollTop = logRef.current.scrollHeight - belowRef.current;
    belowRef.current = undefined;
  }, [pages, logRef]);
  const earlier = (): void => {
    if (logRef.current !== null) belowRef.current = logRef.current.scrollHeight - logRef.current.scrollTop;
    setPages(pages + 1);
  };
  return { hidden, earlier, drawn: hidden === 0 ? items : items.slice(hidden) };
}

export function Log() {
  const { state, texts } = useWidget();
  const { conversation } = state;
  const items = useMemo(() => buildTimeline(conversation), [conversation]);
  const sent = sentOf(state.parcels);
  const { logRef, missed, jump, onScroll } = useFollow(items, conversation.outbox.length + sent.length);
  // A card that is asked for may be any of them.
  const { hidden, earlier, drawn } = usePages(items, state.shownOrder !== undefined, logRef);
  // Renews "just now" and the names of days.
  useNow(30_000);
  return (
    <div class="log-frame" data-drop={texts.attach}>
      {/* Scrolled by keyboard, therefore reachable by keyboard. */}
      <div
        class="log"
        part="log"
        ref={logRef}
        role="group"
        aria-label={texts.log}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onScroll={onScroll}
        data-testid="yd-log"
      >
        <ol class="items">
          <Greeting />
          {hidden > 0 && (
            <li class="line">
              <button type="button" class="chip" data-testid="yd-earlier" onClick={earlier}>
                {texts.earlier(hidden)}
              </button>
            </li>
          )}
          {drawn.map((item) => (
            <Item key={item.key} item={item} />
          ))}
          {sent.map((parcel) => (
            <ParcelMessage key={parcel.id} parcel={parcel} />
          ))}
          {conversation.agentTypingAt !== undefined && <Typing at={conversation.agentTypingAt} />}
        </ol>
      </div>
      {missed > 0 && (
        <button type="button" class="to-end" onClick={jump}>
          <Icon name="down" />
          {texts.newMessages(missed)}
        </button>
      )}
    </div>
  );
}
