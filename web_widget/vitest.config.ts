import { defineConfig } from "vitest/config";

// Component tests name their DOM themselves (`// @vitest-environment jsdom`); everything else needs none.
export default defineConfig({
  test: {
    projects: ["packages/*/vitest.config.ts"],
    maxWorkers: 2,
  },
});
