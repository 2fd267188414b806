import { durationMs } from "../../options/measures.ts";
import type { Settings } from "../../config/settings.ts";
import type { LedgerEntry } from "../../ledger/entry.ts";
import { gathered, inBatches } from "../../ledger/batches.ts";
import type { LedgerView } from "../../ledger/store.ts";
import type { OwnOutputTools } from "../../outputs/run-outputs.ts";
import { plainLines, plainText } from "../../text/plain-text.ts";
import { briefColumns, briefLine, fitted, isUnsettled } from "../../results/brief-ledger.ts";
import { ledgerColumns, ledgerLine } from "../../results/ledger-table.ts";
import { briefRunColumns, briefRunLine, runColumns, runLine } from "../../results/run-table.ts";
import { nearest } from "../../text/nearest.ts";
import type { Runtime } from "../../runtime.ts";
import { entriesOf, entryFilterOf } from "./filter.ts";
import { pathOf } from "../path.ts";
import { readRosterPeople, type RosterPeople } from "./roster-people.ts";
import { writeTable, type TableFormat } from "../table.ts";

/** What was said on the command line, not checked yet. */
type Args = Readonly<Record<string, unknown>>;

/** Lists requests, changed statuses or runs, as the arguments say. */
export async function listLedger(
  view: LedgerView,
  args: Args,
  settings: Settings,
  runtime: Runtime,
): Promise<void> {
  const since = args["changed-since"];
  if (args["action"] === "runs") return listRuns(view, formatOf(args), settings, runtime);
  if (typeof since !== "string") return listEntries(view, args, settings, runtime);
  const from = runtime.clock.now() - durationMs(since, "--changed-since");
  return listChanges(view, from, formatOf(args), { settings, runtime });
}

function formatOf(args: Args): TableFormat {
  const format = args["format"];
  if (format === "csv" || format === "json" || format === "table") return format;
  return args["action"] === "export" ? "csv" : "table";
}

async function listEntries(
  view: LedgerView,
  args: Args,
  settings: Settings,
  runtime: Runtime,
): Promise<void> {
  const { roster } = args;
  const people = typeof roster === "string" ? await readRosterPeople(roster, settings, runtime) : undefined;
  const entries = entriesOf(view, entryFilterOf(args));
  const format = formatOf(args);
  let count = 0;
  if (format === "table" && runtime.stdout.isTerminal) {
    count = await writeBriefly(await gathered(entries), people, runtime);
  } else {
    const named = (entry: LedgerEntry): readonly string[] => {
      if (people === undefined) return [];
      const person = people.of(entry.subject);
      return [String(person?.row ?? ""), person?.who ?? ""];
    };
    async function* lines(): AsyncGenerator<readonly string[]> {
      for await (const entry of entries) {
        count += 1;
        yield [...named(entry), ...ledgerLine(entry)];
      }
    }
    const columns = people === undefined ? ledgerColumns : ["row", "who", ...ledgerColumns];
    const kept =
      typeof roster === "string" ? { path: pathOf(roster, runtime.cwd), mode: undefined } : undefined;
    const tools = { settings, runtime, roster: kept };
    await writeTable(columns, lines(), format, settings.outputs.results, tools);
  }
  if (count === 0) runtime.stderr.write(plainLines(await nothingListed(view, args)));
}

/** The list for a person at a terminal; what may have to be settled shows its key. Answers how many there are. */
async function writeBriefly(
  entries: readonly LedgerEntry[],
  people: RosterPeople | undefined,
  { stdout, clock }: Runtime,
): Promise<number> {
  if (entries.length === 0) return 0;
  const now = clock.now();
  const lines = entries.map((entry) => briefLine(entry, people?.of(entry.subject), now).map(plainText));
  const [header = "", ...shown] = fitted([briefColumns, ...lines], stdout.columns);
  await stdout.writeAll(plainLines(`${header}\n`));
  for (const [index, entry] of entries.entries()) {
    const key = isUnsettled(entry) ? `    key: ${entry.key}\n` : "";
    await stdout.writeAll(plainLines(`${shown[index] ?? ""}\n${key}`));
  }
  return entries.length;
}

/** A filter that lets nothing through may be misspelt: the statuses that there are help. */
async function nothingListed(view: LedgerView, { status }: Args): Promise<string> {
  if (typeof status !== "string") return "0 requests.\n";
  const known = new Set<string>();
  for await (const entry of view.requests.all()) if (entry.status !== undefined) known.add(entry.status);
  const meant = nearest(status, [...known]);
  const hint =
    meant === undefined ? `The ledger has ${[...known].toSorted().join(", ")}.` : `Did you mean ${meant}?`;
  return known.has(status) ? "0 requests.\n" : `0 requests: no request has the status "${status}". ${hint}\n`;
}

async function listChanges(
  view: LedgerView,
  since: number,
  format: TableFormat,
  tools: OwnOutputTools,
): Promise<void> {
  async function* lines(): AsyncGenerator<readonly string[]> {
    for await (const changes of inBatches(view.changes.since(since), 500)) {
      const entries = await view.requests.findMany(changes.map(({ key }) => key));
      for (const { key, from, to, seenAt } of changes)
        yield [new Date(seenAt).toISOString(), key, entries.get(key)?.remoteId ?? "", from, to];
    }
  }
  await writeTable(["seen_at", "key", "request_id", "from", "to"], lines(), format, undefined, tools);
}

async function listRuns(
  view: LedgerView,
  format: TableFormat,
  settings: Settings,
  runtime: Runtime,
): Promise<void> {
  const isBrief = format === "table";
  const lineOf = isBrief ? briefRunLine : runLine;
  async function* lines(): AsyncGenerator<readonly string[]> {
    for await (const run of view.runs.since(0)) yield lineOf(run);
  }
  const columns = isBrief ? briefRunColumns : runColumns;
  await writeTable(columns, lines(), format, settings.outputs.results, { settings, runtime });
}
