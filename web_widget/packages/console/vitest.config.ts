import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "console",
    environment: "jsdom",
    include: ["test/**/*.test.{ts,tsx}"],
    setupFiles: ["test/setup.ts"],
    // The first antd component of a file takes seconds on a busy machine.
    testTimeout: 30_000,
  },
});
