import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: fileURLToPath(new URL("../..", import.meta.url)),
    include: ["test/bench/**/*.bench.ts"],
    globalSetup: ["test/support/postgres/setup.ts"],
    testTimeout: 30 * 60_000,
    // measurements disturb each other
    fileParallelism: false,
    disableConsoleIntercept: true,
  },
});
