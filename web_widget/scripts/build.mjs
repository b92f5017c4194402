// Builds every package that has a Vite configuration into dist/, then compresses what the server will serve.
import { existsSync } from "node:fs";
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execFileSync } from "node:child_process";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "vite";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");

// Node gives every module the same few threads; the packages are built one after the other on purpose.
await rm(dist, { recursive: true, force: true });
for (const name of (await readdir(join(root, "packages"))).sort()) {
  const home = join(root, "packages", name);
  const configFile = join(home, "vite.config.ts");
  if (!existsSync(configFile)) continue;
  process.chdir(home);
  await build({ configFile, root: home, logLevel: "warn" });
}
process.chdir(root);

const compressible = /\.(?:js|css|html|svg|json|txt|map)$/;
for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
  const file = join(entry.parentPath, entry.name);
  if (!entry.isFile() || !compressible.test(entry.name)) continue;
  const content = await readFile(file);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  // The zlib that Node.js brings is made for speed: its files are one in a hundred larger.
  await writeFile(`${file}.gz`, execFileSync("gzip", ["-9", "-n", "-c"], { input: content }));
  await writeFile(`${file}.br`, brotliCompressSync(content, quality));
}
