import type { Log } from "../log/log.ts";
import type { Resource } from "../platforms/resource.ts";
import { rowsOf } from "../reconcile/tools.ts";
import { wasNotReached } from "../results/outcome.ts";
import type { Staging } from "../staging/staging.ts";

/** What telling of a platform's requests needs. */
export interface PlatformRunLogTools {
  readonly log: Log;
  readonly staging: Staging;
  readonly platform: string;
  /** Calls made so far. */
  readonly calls: () => number;
}

/** So many rows are named; the ledger and the results have all of them. */
const mostRows = 20;

/** Tells the log what was sent on a platform, what stayed in doubt, and how that was settled. */
export class PlatformRunLog {
  readonly #tools: PlatformRunLogTools;
  #sent = 0;
  #refused = 0;
  #inDoubt = 0;

  constructor(tools: PlatformRunLogTools) {
    this.#tools = tools;
  }

  /** One kind has been sent. Answers how many requests of it are in doubt. */
  sent({ kind }: Resource): number {
    const { log, staging, platform } = this.#tools;
    for (const { state, code, count } of staging.workItems.fates(kind)) {
      if (state === "doubt") this.#inDoubt += count;
      else if (state === "send" || (code !== undefined && wasNotReached(code))) continue;
      else if (code === undefined) this.#sent += count;
      else this.#refused += count;
    }
    const doubts = staging.workItems.count(kind, "doubt").workItems;
    if (doubts > 0) {
      const named = rowsOf(staging.workItems.page(kind, "doubt", "", mostRows));
      log.warn(
        { platform, kind, requests: doubts, rows: named.toSorted((one, other) => one - other) },
        "in doubt",
      );
    }
    return doubts;
  }

  /** All kinds have been sent: told when there was anything to send. */
  allSent(): void {
    const { log, platform, calls } = this.#tools;
    const [sent, refused, in_doubt] = [this.#sent, this.#refused, this.#inDoubt];
    if (sent + refused + in_doubt === 0) return;
    log.info({ platform, calls: calls(), sent: sent + refused + in_doubt, refused, in_doubt }, "submitted");
  }

  /** What was in doubt has been looked for. */
  settled({ kind }: Resource, doubts: number): void {
    if (doubts === 0) return;
    const { log, staging, platform } = this.#tools;
    const open = staging.workItems.count(kind, "doubt").workItems + staging.workItems.unknownCount(kind);
    log[open > 0 ? "warn" : "info"]({ platform, kind, requests: doubts, unknown: open }, "settled");
  }
}
