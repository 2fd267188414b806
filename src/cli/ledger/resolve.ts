import type { Settings } from "../../config/resolve.ts";
import { exitCodes, UsageError, type ExitCode } from "../../errors.ts";
import type { LedgerAddress } from "../../ledger/address.ts";
import { inBatches } from "../../ledger/batches.ts";
import type { LedgerEntry, Resolution } from "../../ledger/entry.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import { openLedger, viewLedger } from "../../ledger/open.ts";
import { wholeNumber } from "../../options/measures.ts";
import { hasEnded, requestKinds, entryLabel } from "../../platforms/catalog.ts";
import { escapeFormula } from "../../roster/columns.ts";
import type { Runtime } from "../../runtime.ts";
import { counted } from "../../text/counts.ts";
import { plainLines } from "../../text/plain-text.ts";
import { ask } from "../sync/prompt.ts";
import { runOf } from "../sync/redacted-command.ts";
import { entriesOf, entryFilterOf, readRosterPeople } from "./list.ts";

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
  const run = runOf(runtime, argv);
  const { clock, interrupted, stderr } = runtime;
  const wait =
    waitMs === undefined
      ? undefined
      : {
          waitMs,
          signal: interrupted,
          onWait: ({ message }: Error) => stderr.write(plainLines(`${message} Waiting.\n`)),
        };
  const ledger = await openLedger(address, { run, salt: runtime.randomHex(16), clock, wait });
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

const filters = ["platform", "kind", "standing", "status"];

/**
 * The keys of what has ended among the requests that a filter shows, once a person has agreed to their number: at the
 * terminal, or by `--count`. Empty when they did not.
 */
async function endedMatching(
  address: LedgerAddress,
  args: Readonly<Record<string, unknown>>,
  runtime: Runtime,
): Promise<readonly string[]> {
  if (filters.every((name) => args[name] === undefined)) {
    throw new UsageError(
      "--as again needs a key, or a filter.",
      "For example: roster-sync ledger resolve --status panel_closed --as again",
    );
  }
  const keys = await endedKeys(address, args);
  if (keys.length === 0) {
    runtime.stdout.write("No request that matches this filter has ended on its platform.\n");
    return [];
  }
  const { count } = args;
  if (typeof count === "string") {
    const said = wholeNumber(count, "--count", 0);
    if (said === keys.length) return keys;
    throw new UsageError(
      `${counted(keys.length, "request")} that this filter matches ended, not ${said}. Nothing was changed.`,
      "Review them with ledger list and the same filter.",
    );
  }
  const those = `${counted(keys.length, "request")} that ended will be requested again by the next sync`;
  if (!runtime.stderr.isTerminal || runtime.stdin.isTTY !== true) {
    throw new UsageError(`${those}.`, `Add --count ${keys.length} to confirm. Nothing was changed.`);
  }
  for (const key of keys.slice(0, 10)) runtime.stderr.write(`  ${escapeFormula(key)}\n`);
  if (keys.length > 10) runtime.stderr.write(`  … and ${keys.length - 10} more\n`);
  return (await ask(`${those}. Continue? [y/N] `, runtime)) === "yes" ? keys : [];
}

async function endedKeys(
  address: LedgerAddress,
  args: Readonly<Record<string, unknown>>,
): Promise<readonly string[]> {
  const view = await viewLedger(address);
  try {
    const keys: string[] = [];
    for await (const entry of entriesOf(view, entryFilterOf(args))) if (hasEnded(entry)) keys.push(entry.key);
    return keys;
  } finally {
    await view.close();
  }
}

/**
 * The ledger's key of the request that `--roster`, `--row` and `--request` name; undefined when they are not used.
 * Throws UsageError when they name none, or more than one.
 */
export async function keyOfRow(
  { roster, row, request }: Readonly<Record<string, unknown>>,
  settings: Settings,
  runtime: Runtime,
): Promise<string | undefined> {
  if (row === undefined && request === undefined) return undefined;
  if (typeof roster !== "string" || typeof row !== "string" || typeof request !== "string") {
    throw new UsageError(
      "--row needs --roster and --request.",
      'For example: roster-sync ledger resolve --roster roster.results.csv --row 5 --request "license CA" --as absent',
    );
  }
  const people = await readRosterPeople(roster, settings, runtime);
  const ids = new Set(people.idsIn(wholeNumber(row, "--row", 1)));
  if (ids.size === 0) throw new UsageError(`Row ${row} of ${roster} has no provider, group or facility id.`);
  const view = await viewLedger(settings.ledger);
  try {
    const own: LedgerEntry[] = [];
    for await (const entry of view.requests.all()) if (ids.has(entry.subject.toLowerCase())) own.push(entry);
    const meant = own.filter((entry) => entryLabel(entry).toLowerCase() === request.trim().toLowerCase());
    const [only, ...others] = meant;
    if (only !== undefined && others.length === 0) return only.key;
    const which = (meant.length === 0 ? own.map(entryLabel) : meant.map(({ key }) => `'${key}'`)).join(", ");
    throw new UsageError(
      `Row ${row} has ${meant.length === 0 ? "no" : "more than one"} request "${request}" in the ledger.`,
      which === ""
        ? undefined
        : meant.length === 0
          ? `It has: ${which}.`
          : `Choose one by its key: ${which}.`,
    );
  } finally {
    await view.close();
  }
}
