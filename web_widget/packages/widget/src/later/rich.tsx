/** Draws the server's node tree with elements of our choosing: there is no way from the wire to HTML. */
import { safeHref, type RichNode } from "@yingda/protocol";
import type { ComponentChildren, JSX } from "preact";

export function RichWords({ nodes }: { readonly nodes: readonly RichNode[] }): JSX.Element {
  return (
    <div class="rich">
      <Rich nodes={nodes} />
    </div>
  );
}

function Rich({ nodes }: { readonly nodes: readonly RichNode[] }): JSX.Element {
  return <>{nodes.map((node, index) => draw(node, index))}</>;
}

function inside(node: RichNode): ComponentChildren {
  return (
    <>
      {node.x}
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
      return node.x;
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
