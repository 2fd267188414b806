import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: fileURLToPath(new URL("..", import.meta.url)),
    projects: [
      {
        extends: true,
        test: {
          name: "shared",
          include: ["test/**/*.test.ts"],
          exclude: ["test/platforms/**"],
          // tests hand in what they touch and share nothing, so a fresh world for each file would only cost time
          isolate: false,
        },
      },
      {
        extends: true,
        // a platform that is registered is there for everybody who loads the program in the same world
        test: { name: "platforms", include: ["test/platforms/**/*.test.ts"], isolate: true },
      },
    ],
    // much of the time passes waiting: for deadlines, for lists that lag, for programs to end
    maxWorkers: 3,
    globalSetup: ["test/support/memory-folder.ts", "test/support/postgres/setup.ts"],
    // for what hangs: a busy machine takes its time
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: { include: ["src/**"], exclude: ["src/bin.ts"] },
  },
});
