import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The tests that are to notice each small fault in the core: those that need no server and no program of their own. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL("../..", import.meta.url)),
    include: ["test/unit/{lists,lookup,platforms,reconcile,requests,results,staging,submit}/**/*.test.ts"],
    // thousands of random cases notice much, and take seconds for each fault that nothing notices
    exclude: ["**/*.properties.test.ts", "test/unit/reconcile/incomplete-lists.test.ts"],
    isolate: false,
    testTimeout: 20_000,
  },
});
