import { exitCodes, UsageError, type ExitCode } from "../../errors.ts";
import type { LedgerEntry, Resolution } from "../../ledger/entry.ts";
import { inBatches } from "../../ledger/batches.ts";
import type { Settings } from "../../config/settings.ts";
import { plainLines } from "../../text/plain-text.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import { openLedger, viewLedger } from "../../ledger/open.ts";
import { hasEnded, requestKinds } from "../../platforms/catalog.ts";
import { escapeFormula } from "../../roster/escape.ts";
import type { Runtime } from "../../runtime.ts";
import { endedMatching } from "./again.ts";
import { redactedCommand } from "../sync/redacted-command.ts";

const examples =
  "roster-sync ledger resolve 'KEY' --as created --id ID, --as absent, or --as again for what has ended. Keys are shown by ledger list.";

/** Which ledger, and how long to wait for it. */
type LedgerPlaceSettings = Pick<Settings, "ledger" | "waitMs">;

/** Puts on record what a person says of one request, or of all that ended and that a filter shows. */
export async function resolveEntries(
  place: LedgerPlaceSettings,
  args: Readonly<Record<string, unknown>>,
  runtime: Runtime,
  argv: readonly string[],
): Promise<ExitCode> {
  const { key, as } = args;
  const resolution = resolutionOf(args);
  if (typeof key === "string") {
    await inLedger(place, runtime, argv, (ledger) => resolveAll([key], resolution, ledger, runtime));
    return exitCodes.done;
  }
  if (as !== "again") throw new UsageError("resolve needs a key and an outcome.", examples);
  const keys = await endedMatching(place.ledger, args, runtime);
  if (keys.length === 0) return exitCodes.done;
  await inLedger(place, runtime, argv, (ledger) => resolveAll(keys, resolution, ledger, runtime));
  return exitCodes.done;
}

function resolutionOf({ as, id }: Readonly<Record<string, unknown>>): Resolution {
  if (as !== "created" && id !== undefined)
    throw new UsageError("--id is the id of a request that exists.", "Use it with --as created.");
  switch (as) {
    case "created":
      return { as, remoteId: typeof id === "string" ? id.toLowerCase() : undefined };
    case "absent":
    case "again":
      return { as };
    default:
      throw new UsageError("resolve needs a key and an outcome.", examples);
  }
}

async function inLedger(
  { ledger: address, waitMs }: LedgerPlaceSettings,
  runtime: Runtime,
  argv: readonly string[],
  work: (ledger: Ledger) => Promise<void>,
): Promise<void> {
  // names the ledger that is not there, instead of making one
  await (await viewLedger(address)).close();
  const run = {
    id: runtime.randomHex(6),
    command: redactedCommand(argv),
    pid: runtime.pid,
    host: runtime.host,
    startedAt: runtime.clock.now(),
  };
  const { clock, interrupted, stderr } = runtime;
  const patience =
    waitMs === undefined
      ? undefined
      : {
          waitMs,
          signal: interrupted,
          onWait: ({ message }: Error) => stderr.write(plainLines(`${message} Waiting.\n`)),
        };
  const ledger = await openLedger(address, { run, salt: runtime.randomHex(16), clock, patience });
  try {
    await work(ledger);
  } finally {
    await ledger.close(exitCodes.done, runtime.clock.now());
  }
}

/** All of them or, when one of them cannot be, none. */
async function resolveAll(
  keys: readonly string[],
  resolution: Resolution,
  { requests }: Ledger,
  runtime: Runtime,
): Promise<void> {
  for await (const some of inBatches(keys, 500)) {
    const entries = await requests.findMany(some);
    for (const key of some) refuseUnlessFit(key, entries.get(key), resolution);
  }
  for await (const some of inBatches(keys, 500)) {
    const before = await requests.resolve(some, resolution, runtime.clock.now());
    for (const key of some) {
      const entry = before.get(key);
      const line = `${escapeFormula(key)}: was ${entry?.status ?? entry?.standing}, is ${now[resolution.as]}\n`;
      runtime.stdout.write(plainLines(line));
    }
  }
}

const now = { created: "accepted", absent: "released", again: "released: the next sync requests it again" };

function refuseUnlessFit(key: string, entry: LedgerEntry | undefined, { as }: Resolution): void {
  if (entry === undefined) {
    throw new UsageError(
      `The ledger has no request "${key}".`,
      "Copy the whole key from roster-sync ledger list.",
    );
  }
  if (as !== "again" || hasEnded(entry)) return;
  throw new UsageError(
    `The request "${entry.key}" has not ended on the platform: it is ${entry.status ?? entry.standing}.`,
    [
      "--as again is for what was denied, closed, canceled or is inactive.",
      ...requestKinds.flatMap(({ afterEnd }) => afterEnd ?? []),
      "For a request that does not exist, use --as absent.",
    ].join(" "),
  );
}
