/** An article read in full, in the place of the log: one that an answer showed, or one that the page opens. */
import { decodeRich, type RichNode } from "@yingda/protocol";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Feedback, RichWords } from "../core/later.tsx";
import { countUnread, type Verdict } from "../core/timeline.ts";
import { useWidget, WidgetContext } from "../core/ui/context.ts";
import type { WidgetState } from "../core/widget_state.ts";
import { useMenuTexts } from "./text.ts";

interface Article {
  readonly title: string;
  readonly text: string;
  readonly nodes: readonly RichNode[];
}

/** `missing`: the server has none of that id. */
type Reading = Article | "loading" | "missing" | "failed";

/** As the conversation has it: what was said stays what it was, also when the article is rewritten. */
function shownIn({ conversation }: WidgetState, seq: number | undefined): Article | undefined {
  const event = seq === undefined ? undefined : conversation.events[seq - 1];
  if (event?.kind !== "message" || event.rich === undefined) return undefined;
  return { title: event.article_title ?? "", text: event.text, nodes: event.rich };
}

async function fetchArticle(server: string, id: string, locale: string): Promise<Reading> {
  try {
    const answer = await fetch(`${server}/v1/articles/${encodeURIComponent(id)}?locale=${locale}`);
    if (answer.status === 404) return "missing";
    if (!answer.ok) return "failed";
    const { title, text, rich } = (await answer.json()) as Record<string, unknown>;
    return { title: String(title), text: String(text), nodes: decodeRich(rich) };
  } catch {
    return "failed";
  }
}

function useArticle(id: string, seq: number | undefined) {
  const { controller, state, locale } = useWidget();
  const shown = shownIn(state, seq);
  const known = shown !== undefined;
  const [reading, setReading] = useState<Reading>("loading");
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (known) return undefined;
    let gone = false;
    setReading("loading");
    void fetchArticle(controller.server, id, locale).then((result) => {
      if (!gone) setReading(result);
    });
    return () => (gone = true);
  }, [known, controller, id, locale, attempt]);
  return { reading: shown ?? reading, retry: () => setAttempt(attempt + 1) };
}

/** Where the conversation has shown it last, and what the visitor said of it there. */
function judged({ conversation: { events, outbox } }: WidgetState, id: string, seq: number | undefined) {
  const shown = events.filter((event) => event.kind === "message" && event.article === id).at(-1);
  const of = seq ?? shown?.seq;
  let verdict: Verdict | undefined;
  for (const event of events) if (event.kind === "feedback" && event.of === of) verdict = event;
  for (const { frame } of outbox) if (frame.type === "feedback" && frame.of === of) verdict = frame;
  return { of, verdict };
}

/** Goes back by itself when the visitor asks for people: what comes of it stands in the log. */
function useBackToLog(): () => void {
  const { controller, state } = useWidget();
  const { outbox } = state.conversation;
  const calls = outbox.filter(({ frame }) => frame.type === "human" || frame.type === "message");
  const before = useRef(new Set(calls.map(({ frame }) => frame.id)));
  const called = calls.some(({ frame }) => !before.current.has(frame.id));
  useEffect(() => {
    if (called) controller.showArticle();
  }, [called, controller]);
  return () => controller.showArticle();
}

export function ArticleView({ id, seq }: { readonly id: string; readonly seq?: number }) {
  const widget = useWidget();
  const { controller, state, texts, settleFocus } = widget;
  const words = useMenuTexts();
  const { reading, retry } = useArticle(id, seq);
  const { of, verdict } = judged(state, id, seq);
  const back = useBackToLog();
  const heading = useRef<HTMLHeadingElement>(null);
  const begun = useRef(state.conversation.lastSeq);
  const news = countUnread(state.conversation.events, begun.current);
  // Below the panel's own heading, whichever that is.
  const Heading = controller.mode === "page" ? "h2" : "h3";
  const ready = typeof reading !== "string";
  useEffect(() => heading.current?.focus(), [ready]);
  // The composer is not there: what was pressed leaves the focus in the article.
  const inner = useMemo(() => ({ ...widget, settleFocus: () => heading.current?.focus() }), [widget]);
  const leave = (): void => {
    back();
    requestAnimationFrame(settleFocus);
  };
  return (
    <WidgetContext.Provider value={inner}>
      {/* Esc leaves the innermost thing first. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <section
        class="reading"
        aria-label={words.article}
        data-testid="yd-reading"
        onKeyDown={(event) => {
          if (event.key !== "Escape" || event.isComposing) return;
          event.preventDefault();
          leave();
        }}
      >
        <button type="button" class="chip" data-testid="yd-reading-back" onClick={leave}>
          {news > 0 ? texts.labelled(words.backToChat, texts.newMessages(news)) : words.backToChat}
        </button>
        <Heading class="reading-title" ref={heading} tabIndex={-1}>
          {ready ? reading.title : words.article}
        </Heading>
        {ready && <RichWords nodes={reading.nodes} text={reading.text} />}
        {ready && of !== undefined && <Feedback seq={of} verdict={verdict} />}
        {reading === "loading" && <p role="status">{words.articleLoading}</p>}
        {reading === "missing" && <p role="status">{words.articleMissing}</p>}
        {reading === "failed" && (
          <p role="status">
            {words.articleFailed}{" "}
            <button type="button" class="chip" onClick={retry}>
              {words.retry}
            </button>
          </p>
        )}
      </section>
    </WidgetContext.Provider>
  );
}
