/**
 * Four builds, one after the other, because each names files of those before by their hashes: the core with its
 * later parts, the frame, the pages, the loader.
 */
import { basename, dirname, join } from "node:path";
import { build, defineConfig, type InlineConfig, type Plugin } from "vite";

const dist = join(import.meta.dirname, "..", "..", "dist");
/** Browsers that know logical properties and `:is`: without this each rule is written out once a direction. */
const cssTarget = ["chrome111", "edge111", "firefox119", "safari16.4"];
const jsx = { jsx: { runtime: "automatic", importSource: "preact" } } as const;
const output = {
  outDir: dist,
  emptyOutDir: false,
  target: "es2022",
  cssTarget,
  modulePreload: false,
} as const;
const silent: InlineConfig = {
  configFile: false,
  root: import.meta.dirname,
  logLevel: "warn",
  publicDir: false,
};

const LAZY_PARTS = ["later", "forms", "menu", "files", "polls"];

/** What only a later part needs, wherever it stands; the bundler puts it there. */
const LATER_ALONE =
  /\/src\/(?:later|forms|menu|files|polls)\/|\/protocol\/src\/(?:demand|duration|money)\.ts$/;

/** The core asks for its later parts again under another address, and must know their names for that. */
const nameLater: Plugin = {
  name: "yingda-name-later",
  generateBundle(_, bundle) {
    const scripts = Object.values(bundle).filter((file) => file.type === "chunk");
    // Notes for bundlers; nobody bundles these files. Behind a word they are the space before the next one.
    for (const file of scripts) {
      file.code = file.code.replace(/(\w?)\/\* @__PURE__ \*\/ /g, (_, word: string) =>
        word === "" ? "" : `${word} `,
      );
    }
    const core = scripts.find(({ isEntry }) => isEntry);
    for (const part of LAZY_PARTS) {
      const file = scripts.find(({ fileName }) => fileName.includes(`widget-${part}-`));
      if (file === undefined || core === undefined) continue;
      // That name is in the core's hash already: its `import()` holds it.
      core.code = core.code.replaceAll(
        `__${part.toUpperCase()}_FILE__`,
        JSON.stringify(basename(file.fileName)),
      );
    }
  },
};

/** `src/later/index.ts` becomes `widget-later-….js`. */
const chunkName = ({ facadeModuleId }: { readonly facadeModuleId: string | null }): string =>
  `assets/widget-${basename(dirname(facadeModuleId ?? "src/shared/index.ts"))}-[hash].js`;

const coreFile = await buildCore();

/** A library build: pages would wrap each `import()` in a helper of their own, which is one more request. */
async function buildCore(): Promise<string> {
  const built = await build({
    ...silent,
    oxc: jsx,
    plugins: [nameLater],
    build: {
      ...output,
      lib: { entry: join(import.meta.dirname, "src/core/main.ts"), formats: ["es"] },
      rolldownOptions: {
        // The later parts import what they share with the core from it, which saves a file for both.
        preserveEntrySignatures: "allow-extension",
        output: {
          // Vite keeps the spaces of ES libraries, for bundlers that read comments: nobody bundles this one.
          minify: true,
          entryFileNames: "assets/widget-core-[hash].js",
          chunkFileNames: chunkName,
          codeSplitting: {
            // Otherwise the one door of the shared package would bring everything behind it into the core.
            includeDependenciesRecursively: false,
            // Whatever is not of one later part alone is the core's.
            groups: [{ name: "core", test: (id: string) => !LATER_ALONE.test(id) }],
          },
        },
      },
    },
  });
  const files = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    "output" in one ? one.output : [],
  );
  const scripts = files.filter((file) => file.type === "chunk");
  const core = scripts.find(({ isEntry }) => isEntry);
  // A file that two later parts share would be one more request, and one more that can fail.
  if (core === undefined || scripts.length !== 1 + LAZY_PARTS.length) {
    throw new Error(
      `expected the core and ${LAZY_PARTS.join(", ")}, got: ${files.map((file) => file.fileName).join(", ")}`,
    );
  }
  return core.fileName;
}

const frameFile = await buildFrame();

/** What a page loads in the core's place when it wants the widget in a frame. */
async function buildFrame(): Promise<string> {
  const built = await build({
    ...silent,
    build: {
      ...output,
      lib: { entry: join(import.meta.dirname, "src/frame/main.ts"), formats: ["es"] },
      rolldownOptions: { output: { minify: true, entryFileNames: "assets/widget-frame-[hash].js" } },
    },
  });
  const [file] = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    "output" in one ? one.output : [],
  );
  if (file === undefined) throw new Error("the frame's file was not built");
  return file.fileName;
}

const define = {
  __CORE_FILE__: JSON.stringify(`assets/${basename(coreFile)}`),
  __FRAME_FILE__: JSON.stringify(`assets/${basename(frameFile)}`),
};

const loader: Plugin = {
  name: "yingda-loader",
  apply: "build",
  async closeBundle() {
    await build({
      ...silent,
      define,
      build: {
        ...output,
        lib: {
          entry: join(import.meta.dirname, "src/loader/main.ts"),
          formats: ["iife"],
          name: "yingdaLoader",
          fileName: () => "widget.js",
        },
      },
    });
  },
};

/** The demo page shows integrators the one line they need: it must look as they will write it. */
const tidyEmbedLine: Plugin = {
  name: "yingda-embed-line",
  transformIndexHtml: {
    order: "post",
    handler: (html) =>
      html.replace(/<script\s+src="\/widget\.js"\s+async\s*>/, '<script src="/widget.js" async>'),
  },
};

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  publicDir: false,
  define,
  plugins: [tidyEmbedLine, loader],
  build: {
    ...output,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        chat: join(import.meta.dirname, "chat.html"),
        demo: join(import.meta.dirname, "demo.html"),
      },
      output: {
        entryFileNames: "assets/[name]-[hash].js",
        chunkFileNames: "assets/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
});
