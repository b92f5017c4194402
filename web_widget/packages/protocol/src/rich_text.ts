/** Rich text as the server sends it: a small tree, never HTML (docs/protocol.md, section 3). */

export const RICH_TAGS = [
  "p",
  "h",
  "ul",
  "ol",
  "li",
  "b",
  "i",
  "code",
  "pre",
  "a",
  "br",
  "quote",
  "hr",
  "table",
  "tr",
  "th",
  "td",
  "text",
] as const;

export type RichTag = (typeof RICH_TAGS)[number];

export interface RichNode {
  readonly t: RichTag;
  readonly c?: readonly RichNode[];
  readonly x?: string;
  readonly href?: string;
  /** Level of a heading, first number of an ordered list. */
  readonly n?: number;
}

/** Deeper trees are cut: a hostile tree must not exhaust the stack of the page that renders it. */
export const MAX_RICH_DEPTH = 24;

const tags: ReadonlySet<string> = new Set(RICH_TAGS);
const safeLink = /^(?:https?:|tel:|mailto:)/i;

/** The link if its scheme is one of the four allowed, otherwise nothing. */
export function safeHref(href: unknown): string | undefined {
  if (typeof href !== "string") return undefined;
  const trimmed = href.trim();
  return safeLink.test(trimmed) ? trimmed : undefined;
}

/** Keeps what is well formed of a tree from the wire; an unknown tag is replaced by its children. */
export function decodeRich(value: unknown, depth = 0): RichNode[] {
  if (!Array.isArray(value) || depth > MAX_RICH_DEPTH) return [];
  return value.flatMap((item: unknown) => decodeRichNode(item, depth));
}

function decodeRichNode(item: unknown, depth: number): RichNode[] {
  if (typeof item !== "object" || item === null) return [];
  const source = item as Record<string, unknown>;
  const children = decodeRich(source.c, depth + 1);
  if (typeof source.t !== "string" || !tags.has(source.t)) return children;
  const href = safeHref(source.href);
  const node: RichNode = {
    t: source.t as RichTag,
    ...(children.length > 0 && { c: children }),
    ...(typeof source.x === "string" && { x: source.x }),
    ...(href !== undefined && { href }),
    ...(typeof source.n === "number" && { n: source.n }),
  };
  return [node];
}

/** The words of a tree, for screen readers, copies and previews. */
export function richToText(nodes: readonly RichNode[]): string {
  return nodes
    .map((node) => (node.t === "br" ? "\n" : (node.x ?? "") + (node.c ? richToText(node.c) : "")))
    .join("");
}
