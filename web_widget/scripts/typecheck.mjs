// Type-checks every package that has a tsconfig.json. TypeScript's own --build wants emitted declarations.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
let failed = false;
for (const name of readdirSync(join(root, "packages")).sort()) {
  const project = join(root, "packages", name, "tsconfig.json");
  if (!existsSync(project)) continue;
  const { status } = spawnSync(process.execPath, [tsc, "-p", project], { stdio: "inherit" });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
