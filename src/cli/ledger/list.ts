import type { Settings } from "../../config/resolve.ts";
import { UsageError } from "../../errors.ts";
import { gathered, inBatches } from "../../ledger/batches.ts";
import type { LedgerEntry } from "../../ledger/entry.ts";
import type { LedgerView } from "../../ledger/store.ts";
import { durationMs } from "../../options/measures.ts";
import type { OwnOutputTools } from "../../outputs/run-outputs.ts";
import { briefColumns, briefLine, fitted, isUnsettled } from "../../results/brief-ledger.ts";
import {
  ledgerColumns,
  ledgerLine,
  briefRunColumns,
  briefRunLine,
  runColumns,
  runLine,
} from "../../results/tables.ts";
import { unescapeFormula, columnSpecs } from "../../roster/columns.ts";
import { placeColumns } from "../../roster/headers.ts";
import { openRoster } from "../../roster/open.ts";
import { whoIsIn } from "../../roster/row.ts";
import type { Runtime } from "../../runtime.ts";
import { nearest } from "../../text/nearest.ts";
import { trimmed, plainLines, plainText } from "../../text/plain-text.ts";
import { pathOf } from "../path.ts";
import { writeTable, type TableFormat } from "../table.ts";

/** Which entries are wanted; what is left out lets everything through. */
interface EntryFilter {
  readonly platform?: string | undefined;
  readonly kind?: string | undefined;
  readonly standing?: string | undefined;
  readonly status?: string | undefined;
}

/** Which entries the options let through. */
export function entryFilterOf(args: Readonly<Record<string, unknown>>): EntryFilter {
  const text = (name: string): string | undefined =>
    typeof args[name] === "string" ? args[name] : undefined;
  return {
    platform: text("platform"),
    kind: text("kind"),
    standing: text("standing"),
    status: text("status"),
  };
}

/** Every entry that a filter lets through, in key order. */
export async function* entriesOf(
  { requests }: Pick<LedgerView, "requests">,
  filter: EntryFilter,
): AsyncGenerator<LedgerEntry> {
  for await (const entry of requests.all()) if (passes(entry, filter)) yield entry;
}

function passes(entry: LedgerEntry, filter: EntryFilter): boolean {
  const fits = (wanted: string | undefined, has: string | undefined): boolean =>
    wanted === undefined || wanted.toLowerCase() === (has ?? "").toLowerCase();
  return (
    fits(filter.platform, entry.platform) &&
    (fits(filter.kind, entry.kind) || fits(filter.kind, entry.kind.split(".")[1])) &&
    fits(filter.standing, entry.standing) &&
    fits(filter.status, entry.status)
  );
}

/** A row of a roster that names somebody by a platform's id. */
interface RosterPerson {
  readonly row: number;
  /** A name, else an email address, an NPI, a group or a facility. */
  readonly who: string;
}

/** Who the platforms' ids are, by the id columns of a roster; a results file has them filled in. */
interface RosterPeople {
  /** The first row with this id; undefined when none has it. */
  readonly of: (subject: string) => RosterPerson | undefined;
  /** The ids that a row holds, of people, groups and facilities. */
  readonly idsIn: (row: number) => readonly string[];
}

const idColumns = columnSpecs.filter(({ id }) => id === "uuid").map(({ name }) => name);

/** Reads who is who from a roster. Throws RosterFileError or UsageError when it cannot tell. */
export async function readRosterPeople(
  roster: string,
  settings: Settings,
  runtime: Runtime,
): Promise<RosterPeople> {
  const source = await openRoster(pathOf(roster, runtime.cwd), runtime.stdin, settings, runtime.interrupted);
  try {
    const places = placeColumns(source.header, settings.map, source);
    const at = idColumns.flatMap((column) => places.indexOf.get(column) ?? []);
    if (at.length === 0) {
      throw new UsageError(
        `${source.name} has none of the columns ${idColumns.join(", ")}, so its rows cannot be matched by platform id.`,
        "Use the results file of a run: it has them.",
      );
    }
    const people = new Map<string, RosterPerson>();
    const ids = new Map<number, readonly string[]>();
    for await (const { row, cells } of source.rows()) {
      const own = at
        .map((index) => trimmed(unescapeFormula(cells[index] ?? "")).toLowerCase())
        .filter((id) => id !== "");
      if (own.length === 0) continue;
      ids.set(row, own);
      const who = whoIsIn(cells, places);
      for (const id of own) if (!people.has(id)) people.set(id, { row, who });
    }
    return { of: (subject) => people.get(subject.toLowerCase()), idsIn: (row) => ids.get(row) ?? [] };
  } finally {
    await source.close();
  }
}

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
