import { fileURLToPath, URL } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { printFirstLoad } from "./build/print_first_load.ts";

export default defineConfig({
  base: "/",
  plugins: [react(), printFirstLoad()],
  // The server replaces the placeholder in every response; antd puts the same nonce on its style elements.
  html: { cspNonce: "__YD_NONCE__" },
  build: {
    outDir: fileURLToPath(new URL("../../dist", import.meta.url)),
    // The root build cleans the directory that all packages share.
    emptyOutDir: false,
    assetsDir: "assets",
    // No data: URLs for scripts or styles, so that the policy can stay at 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: fileURLToPath(new URL("desk.html", import.meta.url)) },
  },
  server: { port: 5174 },
});
