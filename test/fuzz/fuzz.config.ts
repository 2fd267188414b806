import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The same properties as in every test run, for as long as somebody wants to wait. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL("../..", import.meta.url)),
    include: ["test/fuzz/*.test.ts"],
    testTimeout: 3_600_000,
    env: { FUZZ_RUNS: process.env["FUZZ_RUNS"] ?? "5000" },
  },
});
