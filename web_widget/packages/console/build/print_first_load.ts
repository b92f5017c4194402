import { gzipSync } from "node:zlib";
import type { Plugin, Rollup } from "vite";

/** Entry scripts and what they import statically: what a browser fetches before it can draw the log-in page. */
function firstLoad(bundle: Rollup.OutputBundle): Set<string> {
  const names = new Set<string>();
  const visit = (name: string): void => {
    const chunk = bundle[name];
    if (chunk?.type !== "chunk" || names.has(name)) return;
    names.add(name);
    chunk.viteMetadata?.importedCss.forEach((css) => names.add(css));
    chunk.imports.forEach(visit);
  };
  Object.values(bundle).forEach((chunk) => {
    if (chunk.type === "chunk" && chunk.isEntry) visit(chunk.fileName);
  });
  return names;
}

/** Prints the gzipped size of the first load, so that a heavy import is noticed in the build that adds it. */
export function printFirstLoad(): Plugin {
  return {
    name: "yingda-first-load",
    writeBundle(_options, bundle) {
      let bytes = 0;
      for (const name of firstLoad(bundle)) {
        const output = bundle[name];
        if (output)
          bytes += gzipSync(output.type === "chunk" ? output.code : output.source, { level: 9 }).length;
      }
      this.info(`console first load: ${(bytes / 1024).toFixed(1)} KiB gzip`);
    },
  };
}
