import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** More than that share a machine badly with others. */
const mostWorkers = 8;

const workers = process.env["SEED"] === undefined ? Math.min(availableParallelism(), mostWorkers) : 1;

/** Every run looks elsewhere, unless it is told where. */
const first = process.env["FIRST"] ?? String(Math.trunc(performance.timeOrigin) % 1_000_000_000);

/** The nights are shared out among as many processes as there are cores. */
export default defineConfig({
  test: {
    root,
    // without this one core is kept for vitest itself
    maxWorkers: workers,
    projects: Array.from({ length: workers }, (_, worker) => ({
      test: {
        name: `worker ${worker + 1}`,
        root,
        include: ["test/simulate/simulate.sim.ts"],
        testTimeout: 24 * 3_600_000,
        disableConsoleIntercept: true,
        execArgv: ["--expose-gc"],
        env: { WORKER: String(worker), WORKERS: String(workers), FIRST: first },
      },
    })),
  },
});
