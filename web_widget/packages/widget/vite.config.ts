import { basename, join } from "node:path";
import { build, defineConfig, type Plugin } from "vite";

const dist = join(import.meta.dirname, "..", "..", "dist");
/** Browsers that know logical properties and `:is`: without this each rule is written out once a direction. */
const cssTarget = ["chrome111", "edge111", "firefox114", "safari16.4"];
const jsx = { jsx: { runtime: "automatic", importSource: "preact" } } as const;

/** Builds widget.js last: it carries the hashed name of the core that was just written. */
function loader(): Plugin {
  return {
    name: "yingda-loader",
    apply: "build",
    async writeBundle(_, bundle) {
      const core = Object.values(bundle).find((file) => file.type === "chunk" && file.name === "widget-core");
      if (core === undefined) throw new Error("the bundle holds no widget-core");
      await build({
        configFile: false,
        root: import.meta.dirname,
        logLevel: "warn",
        publicDir: false,
        define: { __CORE_FILE__: JSON.stringify(`assets/${basename(core.fileName)}`) },
        build: {
          outDir: dist,
          emptyOutDir: false,
          target: "es2022",
          cssTarget,
          modulePreload: false,
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
}

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
  oxc: jsx,
  plugins: [tidyEmbedLine, loader()],
  build: {
    outDir: dist,
    emptyOutDir: false,
    target: "es2022",
    cssTarget,
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        "widget-core": join(import.meta.dirname, "src/core/main.ts"),
        chat: join(import.meta.dirname, "chat.html"),
        demo: join(import.meta.dirname, "demo.html"),
      },
      // The loader imports the core by its address: its exports are an interface, not dead code.
      preserveEntrySignatures: "strict",
      output: {
        entryFileNames: "assets/[name]-[hash].js",
        chunkFileNames: "assets/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
});
