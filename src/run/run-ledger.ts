import type { Settings } from "../config/resolve.ts";
import { UserError } from "../errors.ts";
import type { Stop } from "../http/reply.ts";
import type { RunRecord } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { openLedger, type LedgerOwner } from "../ledger/open.ts";
import type { Log } from "../log/log.ts";
import { platforms } from "../platforms/index.ts";
import { Interruption, type Runtime } from "../runtime.ts";

/** What a run's ledger is opened with. */
interface RunLedgerTools {
  readonly settings: Settings;
  readonly runtime: Runtime;
  readonly log: Log;
}

/**
 * Holds the ledger for a run, and waits for another run to end where the settings say so. Throws as `openLedger` does, and
 * when the run is interrupted while it waits.
 */
export async function openRunLedger(
  run: RunRecord,
  { settings, runtime, log }: RunLedgerTools,
): Promise<Ledger> {
  const { waitMs } = settings;
  const { clock, interrupted } = runtime;
  try {
    return await openLedger(settings.ledger, {
      run,
      salt: runtime.randomHex(16),
      clock,
      owner: ledgerOwner(settings),
      wait:
        waitMs === undefined
          ? undefined
          : {
              waitMs,
              signal: interrupted,
              onWait: ({ message }) => log.info({ reason: message }, "waiting for the ledger"),
            },
    });
  } catch (error) {
    const reason: unknown = interrupted.reason;
    if (!(reason instanceof Interruption) || waitMs === undefined) throw error;
    throw new UserError(`The run was ${reason.message} while it waited for the ledger.`, reason.exitCode);
  }
}

/** Ends all work in the moment in which the ledger takes no more records: what was asked before is asked no more. */
export function stopWhenLost(lost: AbortSignal, stopping: AbortController): void {
  const stop = (): void => {
    const why: unknown = lost.reason;
    const reason = why instanceof Error ? why.message : String(why);
    stopping.abort({ code: "ledger_failed", reason } satisfies Stop);
  };
  if (lost.aborted) stop();
  else lost.addEventListener("abort", stop, { once: true });
}

/** Whose ledger a run needs; undefined when the platform by whose organizations ledgers are told apart takes no part. */
export function ledgerOwner({ accounts }: Pick<Settings, "accounts">): LedgerOwner | undefined {
  const [owner] = platforms.flatMap(({ name, title, owner: told }) => {
    const account = accounts[name];
    if (account === undefined || told === undefined) return [];
    return [{ platform: name, title, organization: told.organization(account), setting: told.setting }];
  });
  return owner;
}
