/** Draws the server's node tree with elements of our choosing: there is no way from the wire to HTML. */
import { safeHref, type RichNode } from "@yingda/protocol";
import type { ComponentChildren, JSX } from "preact";
import { useWidget } from "../core/ui/context.ts";
import { useLaterTexts } from "./text.ts";

interface RichWordsProps {
  readonly nodes: readonly RichNode[];
  readonly text: string;
  readonly article?: { readonly id: string; readonly title: string; readonly seq: number };
}

export function RichWords({ nodes, text, article }: RichWordsProps): JSX.Element {
  const words =
    nodes.length === 0 ? (
      <p class="plain">{text}</p>
    ) : (
      <div class="rich">
        <Rich nodes={nodes} />
      </div>
    );
  if (article === undefined) return words;
  return (
    <ArticleCard {...article} long={isLong(text)}>
      {words}
    </ArticleCard>
  );
}

/** More than a bubble should hold, counted in the width of Latin letters. */
const LONG = 520;
function isLong(text: string): boolean {
  return text.length + (text.match(/[\u2e80-\uffef]/g)?.length ?? 0) > LONG;
}

interface ArticleCardProps {
  readonly id: string;
  readonly title: string;
  readonly seq: number;
  readonly long: boolean;
  readonly children: ComponentChildren;
}

/** An answer from the knowledge base: which article, its words, and all of them where they are many. */
function ArticleCard({ id, title, seq, long, children }: ArticleCardProps) {
  const { controller, texts } = useWidget();
  const words = useLaterTexts();
  return (
    <div class="article" data-testid="yd-article">
      <p class="article-title" data-testid="yd-source">
        {texts.source(title)}
      </p>
      <div class={long ? "article-body clamped" : "article-body"}>{children}</div>
      {long && (
        <button
          type="button"
          class="chip article-more"
          data-testid="yd-article-more"
          aria-label={words.readAllOf(title)}
          onClick={() => controller.showArticle(id, seq)}
        >
          {words.readAll}
        </button>
      )}
    </div>
  );
}

function Rich({ nodes }: { readonly nodes: readonly RichNode[] }): JSX.Element {
  return <>{nodes.map((node, index) => draw(node, index))}</>;
}

/** The number of an order stays in one piece: people read it out and compare it. */
const NUMBER = /(GD\d{8}-\d{4,}-\d)/;
function whole(text = ""): ComponentChildren {
  return text.split(NUMBER).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <span key={index} class="number">
        {part}
      </span>
    ),
  );
}

function inside(node: RichNode): ComponentChildren {
  return (
    <>
      {whole(node.x)}
      {node.c && <Rich nodes={node.c} />}
    </>
  );
}

const PLAIN = {
  p: "p",
  ul: "ul",
  li: "li",
  b: "strong",
  // No italics for Chinese: emphasis is drawn with weight.
  i: "em",
  code: "code",
  pre: "pre",
  quote: "blockquote",
  tr: "tr",
  td: "td",
} as const;

function draw(node: RichNode, key: number): ComponentChildren {
  switch (node.t) {
    case "text":
      return whole(node.x);
    case "br":
      return <br key={key} />;
    case "hr":
      return <hr key={key} />;
    case "a":
      return <Link key={key} node={node} />;
    case "h":
      // The widget's own heading is an h2; the sizes of headings in a bubble are all one.
      return <h3 key={key}>{inside(node)}</h3>;
    case "ol":
      return (
        <ol key={key} start={node.n}>
          {inside(node)}
        </ol>
      );
    case "table":
      return (
        // A wide table scrolls by itself, also by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div key={key} class="table" role="group" tabIndex={0}>
          <table>
            <tbody>{inside(node)}</tbody>
          </table>
        </div>
      );
    case "th":
      return (
        <th key={key} scope="col">
          {inside(node)}
        </th>
      );
    default: {
      const Tag = PLAIN[node.t];
      return <Tag key={key}>{inside(node)}</Tag>;
    }
  }
}

function Link({ node }: { readonly node: RichNode }) {
  const href = safeHref(node.href);
  if (href === undefined) return <>{inside(node)}</>;
  const web = /^https?:/i.test(href);
  return (
    <a href={href} {...(web && { target: "_blank", rel: "noopener noreferrer" })}>
      {inside(node)}
    </a>
  );
}
