import type { RichNode } from "@yingda/protocol";
import { MAX_RICH_DEPTH, safeHref } from "@yingda/protocol";
import type { ReactNode } from "react";

/** Draws the server's node tree as elements; text is only ever text. */
export function RichText({ nodes }: { readonly nodes: readonly RichNode[] }) {
  return <div className="rich">{draw(nodes, 0)}</div>;
}

function draw(nodes: readonly RichNode[] | undefined, depth: number): ReactNode {
  if (nodes === undefined || depth > MAX_RICH_DEPTH) return null;
  return nodes.map((node, index) => <Node key={index} node={node} depth={depth} />);
}

function Node({ node, depth }: { readonly node: RichNode; readonly depth: number }): ReactNode {
  const inner = draw(node.c, depth + 1);
  switch (node.t) {
    case "text":
      return node.x ?? "";
    case "p":
      return <p>{inner}</p>;
    // A message is no place for the page's own outline: the look of a heading without its rank.
    case "h":
      return (
        <p>
          <strong>{inner}</strong>
        </p>
      );
    case "ul":
      return <ul>{inner}</ul>;
    case "ol":
      return <ol start={node.n}>{inner}</ol>;
    case "li":
      return <li>{inner}</li>;
    case "b":
      return <strong>{inner}</strong>;
    case "i":
      return <em>{inner}</em>;
    case "code":
      return <code>{node.x}</code>;
    case "pre":
      return <pre>{node.x}</pre>;
    case "br":
      return <br />;
    case "quote":
      return <blockquote>{inner}</blockquote>;
    case "hr":
      return <hr />;
    case "a":
      return <Link href={node.href}>{inner}</Link>;
    case "table":
      return (
        <table>
          <tbody>{inner}</tbody>
        </table>
      );
    case "tr":
      return <tr>{inner}</tr>;
    case "th":
      return <th>{inner}</th>;
    case "td":
      return <td>{inner}</td>;
  }
}

function Link({ href, children }: { readonly href: string | undefined; readonly children: ReactNode }) {
  const safe = safeHref(href);
  if (safe === undefined) return children;
  return (
    <a href={safe} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
