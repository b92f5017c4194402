// The widget's promise to the pages that embed it: fails when a part grows past its budget. With --write, the table
// of docs/widget.md says what they are now.
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const dist = join(dirname(fileURLToPath(import.meta.url)), "..", "dist");
const KIB = 1024;
/** `shown`: how docs/widget.md calls it; `when` it is fetched. */
const budgets = [
  { name: "loader", shown: "`widget.js`", when: "at once", max: 3, file: () => join(dist, "widget.js.gz") },
  {
    name: "core",
    shown: "core",
    when: "when the page is idle, or the visitor reaches for the launcher",
    max: 35,
    file: () => only(/^widget-core-.*\.js\.gz$/),
  },
  {
    name: "later",
    shown: "later: cards, ratings",
    when: "once the panel is open",
    max: 17,
    file: () => only(/^widget-later-.*\.js\.gz$/),
  },
  {
    name: "forms",
    shown: "forms",
    when: "after that",
    max: 7,
    file: () => only(/^widget-forms-.*\.js\.gz$/),
  },
  {
    name: "menu",
    shown: "menu: settings, my orders, my data, articles in full",
    when: "after that",
    max: 8,
    file: () => only(/^widget-menu-.*\.js\.gz$/),
  },
  {
    name: "files",
    shown: "files",
    when: "after that",
    max: 10,
    file: () => only(/^widget-files-.*\.js\.gz$/),
  },
  {
    name: "polls",
    shown: "polls",
    when: "where no WebSocket comes through",
    max: 2,
    file: () => only(/^widget-polls-.*\.js\.gz$/),
  },
  {
    name: "frame",
    shown: "frame",
    when: 'instead of the core, on pages with `data-mode="frame"`',
    max: 3,
    file: () => only(/^widget-frame-.*\.js\.gz$/),
  },
];
const docs = join(dist, "..", "..", "docs", "widget.md");

function only(pattern) {
  const found = readdirSync(join(dist, "assets")).filter((name) => pattern.test(name));
  if (found.length !== 1)
    throw new Error(`expected one file like ${pattern}, found: ${found.join(", ") || "none"}`);
  return join(dist, "assets", found[0]);
}

/** Puts the sizes into the table of docs/widget.md. */
function write(sizes) {
  const rows = sizes.map(({ shown, when, kib }) => `| ${shown} | ${kib.toFixed(2)} | ${when} |`);
  const head = "| | KiB | when |\n|---|--:|---|\n";
  const before = readFileSync(docs, "utf8");
  const from = before.indexOf(head);
  if (from < 0) throw new Error(`${docs} has no table that begins with ${head}`);
  const to = before.indexOf("\n\n", from);
  writeFileSync(docs, `${before.slice(0, from)}${head}${rows.join("\n")}${before.slice(to)}`);
}

const sizes = budgets.map((budget) => ({ ...budget, kib: statSync(budget.file()).size / KIB }));
for (const { name, kib, max } of sizes) {
  const over = kib > max;
  console.log(`${over ? "OVER " : "ok   "} ${name.padEnd(8)} ${kib.toFixed(2)} of ${max} KiB gzip`);
}
if (process.argv.includes("--write")) write(sizes);
if (sizes.some(({ kib, max }) => kib > max)) process.exitCode = 1;

/** What a browser fetches for the desk: before it can draw the log-in page, and the desk itself beside it. */
const DESK_MAX = 420;
const gzipped = (name) => statSync(join(dist, `${name}.gz`)).size / KIB;
const page = readFileSync(join(dist, "desk.html"), "utf8");
const atOnce = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, name]) => name);
const login = ["desk.html", ...atOnce].reduce((sum, name) => sum + gzipped(name), 0);
/** The words of one language, and what the desk imports that the log-in page has not. */
const own = readdirSync(join(dist, "assets"))
  .filter((name) => /^(?:desk_page|zh)-.*\.(?:js|css)$/.test(name))
  .map((name) => `assets/${name}`);
const imported = own
  .filter((name) => name.endsWith(".js"))
  .flatMap((name) =>
    [...readFileSync(join(dist, name), "utf8").matchAll(/from\s*["'`]\.\/([^"'`]+\.js)["'`]/g)].map(
      ([, other]) => `assets/${other}`,
    ),
  );
const desk = [...new Set([...own, ...imported])].filter((name) => !atOnce.includes(name));
const whole = login + desk.reduce((sum, name) => sum + gzipped(name), 0);
console.log(
  `${whole > DESK_MAX ? "OVER " : "ok   "} desk     ${whole.toFixed(1)} of ${DESK_MAX} KiB gzip, ` +
    `of which the log-in page ${login.toFixed(1)}`,
);
if (whole > DESK_MAX) process.exitCode = 1;
