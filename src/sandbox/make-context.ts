import type { SandboxContext } from "./context.ts";
import { plainQuirks } from "./quirks.ts";
import type { SandboxOptions } from "./sandbox.ts";
import { uuidOf } from "./seeded.ts";
import { stockedStores } from "./state/stock.ts";
import { demoWorld } from "./world/demo-world.ts";

/** What the platforms of one sandbox work with, from its options and their defaults. */
export function makeContext(options: SandboxOptions, origin: () => string): SandboxContext {
  const world = options.world ?? demoWorld();
  const startedMs = options.now();
  const counts = new Map<string, number>();
  return {
    world,
    quirks: { ...plainQuirks, ...options.quirks },
    now: options.now,
    startedMs,
    pageSize: options.pageSize ?? 100,
    listLagMs: options.listLagMs ?? 0,
    newId: (kind) => {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      return uuidOf(`${options.seed ?? 1} ${kind} ${count}`);
    },
    origin,
    providers: new Map(world.medallion.providers.map((provider) => [provider.id, provider])),
    stores: stockedStores(world, startedMs),
  };
}
