import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: fileURLToPath(new URL("../..", import.meta.url)),
    include: ["test/soak/*.soak.ts"],
    globalSetup: ["test/support/postgres/setup.ts"],
    testTimeout: 6 * 3_600_000,
    maxWorkers: 2,
  },
});
