import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Programs, servers and browsers that are started, and many runs of one thing: too long to be waited for at each change. */
const long = [
  "test/{browser,edits,fuzz}/*.test.ts",
  "test/e2e/**/*.test.ts",
  "test/integration/postgres/*.test.ts",
];

/** One such job is worth it at each change. */
const killed = "test/e2e/killed.test.ts";

export default defineConfig({
  test: {
    root: fileURLToPath(new URL("..", import.meta.url)),
    projects: [
      {
        extends: true,
        test: {
          // what `npm test` runs
          name: "quick",
          include: ["test/!(e2e|browser|edits|fuzz|platforms)/**/*.test.ts", killed],
          exclude: ["test/integration/postgres/**"],
          // tests hand in what they touch and share nothing, so a fresh world for each file would only cost time
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: "long", include: long, exclude: [killed], isolate: false },
      },
      {
        extends: true,
        // a platform that is registered is there for everybody who loads the program in the same world, and has to be
        // registered before anything collects what the platforms say
        test: {
          name: "platforms",
          include: ["test/platforms/**/*.test.ts"],
          setupFiles: ["test/platforms/harbor/register.ts"],
          isolate: true,
        },
      },
    ],
    // much of the time passes waiting: for deadlines, for lists that lag, for programs to end
    maxWorkers: 4,
    globalSetup: ["test/support/memory-folder.ts", "test/support/postgres/setup.ts"],
    // for what hangs: a busy machine takes its time
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: { include: ["src/**"], exclude: ["src/bin.ts"] },
  },
});
