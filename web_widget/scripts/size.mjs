// The widget's promise to the pages that embed it: fails when a part grows past its budget.
import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const dist = join(dirname(fileURLToPath(import.meta.url)), "..", "dist");
const KIB = 1024;
const budgets = [
  { name: "loader", bytes: 3 * KIB, file: () => join(dist, "widget.js.gz") },
  { name: "core", bytes: 35 * KIB, file: () => only(/^widget-core-.*\.js\.gz$/) },
  // In the core's place on a page that wants the widget in a frame.
  { name: "frame", bytes: 3 * KIB, file: () => only(/^widget-frame-.*\.js\.gz$/) },
  // Fetched once the panel is open, and when there is a file.
  { name: "later", bytes: 16 * KIB, file: () => only(/^widget-later-.*\.js\.gz$/) },
  // Behind the later parts.
  { name: "menu", bytes: 6 * KIB, file: () => only(/^widget-menu-.*\.js\.gz$/) },
  // Where no WebSocket comes through.
  { name: "polls", bytes: 2 * KIB, file: () => only(/^widget-polls-.*\.js\.gz$/) },
  { name: "files", bytes: 9 * KIB, file: () => only(/^widget-files-.*\.js\.gz$/) },
];

function only(pattern) {
  const found = readdirSync(join(dist, "assets")).filter((name) => pattern.test(name));
  if (found.length !== 1)
    throw new Error(`expected one file like ${pattern}, found: ${found.join(", ") || "none"}`);
  return join(dist, "assets", found[0]);
}

let failed = false;
for (const { name, bytes, file } of budgets) {
  const size = statSync(file()).size;
  const over = size > bytes;
  failed ||= over;
  console.log(
    `${over ? "OVER " : "ok   "} ${name.padEnd(8)} ${(size / KIB).toFixed(2)} of ${bytes / KIB} KiB gzip`,
  );
}
process.exit(failed ? 1 : 0);
