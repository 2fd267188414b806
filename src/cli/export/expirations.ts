import { stateCode } from "../../cells/states.ts";
import type { Settings } from "../../config/resolve.ts";
import { UsageError, type ExitCode, UserError, exitCodes } from "../../errors.ts";
import { datesOf, lapseType, payerOf, type Lapse } from "../../holdings/lapse.ts";
import type { Client } from "../../http/client.ts";
import type { Holding } from "../../ledger/entry.ts";
import { readFor, type Listing } from "../../lists/listing.ts";
import { walk } from "../../lists/walk.ts";
import { gapSentence } from "../../lists/whole.ts";
import { platformNamed, titleOf } from "../../platforms/catalog.ts";
import type { ExpirationCells, ExpirationSource } from "../../platforms/holding-source.ts";
import { platforms } from "../../platforms/index.ts";
import { codeIn } from "../../platforms/reading.ts";
import { escapeFormula } from "../../roster/columns.ts";
import type { Connected } from "../../run/clients.ts";
import { dayNumber, isoDay } from "../../text/days.ts";
import type { LineSink } from "./export.ts";
import { exportFilters } from "./filters.ts";

const known = ["before", "state", "status", "provider"] as const;

type Args = Readonly<Record<string, unknown>>;

/** What `export expirations` is to write. */
interface ExpirationOrder {
  readonly platforms: readonly string[];
  readonly filter: ExpirationFilter;
}

/** Reads what the command line says. Throws UsageError for a filter that says nothing here, or nothing at all. */
export function expirationOrder(args: Args, { accounts }: Pick<Settings, "accounts">): ExpirationOrder {
  const wanted = args["platform"];
  const names = platforms
    .filter(({ expirations }) => expirations !== undefined)
    .map(({ name }) => name)
    .filter((name) => accounts[name] !== undefined && (wanted === undefined || wanted === name));
  if (names.length === 0)
    throw new UsageError(
      `${typeof wanted === "string" ? wanted : "No platform that knows dates"} is not configured.`,
      "Set its credentials (see docs/reference.md).",
    );
  for (const flag of Object.keys(exportFilters)) {
    if (typeof args[flag] === "string" && !known.some((name) => name === flag))
      throw new UsageError(
        `--${flag} does not filter expirations.`,
        `These do: ${known.map((name) => `--${name}`).join(", ")}.`,
      );
  }
  return { platforms: names, filter: filterOf(args) };
}

function filterOf(args: Args): ExpirationFilter {
  const text = (flag: (typeof known)[number]): string | undefined => {
    const value = args[flag];
    return typeof value === "string" ? value.trim() : undefined;
  };
  const [before, state] = [text("before"), text("state")];
  if (before !== undefined && (before.length !== 10 || dayNumber(before) === undefined))
    throw new UsageError(
      `--before ${before} is not a day.`,
      "Write it as YYYY-MM-DD, for example 2027-01-31.",
    );
  const code = state === undefined ? undefined : stateCode(state);
  if (state !== undefined && code === undefined)
    throw new UsageError(
      `--state ${state} is not a state.`,
      "Use a two-letter code such as CA, or the state's name.",
    );
  return { before, state: code, status: text("status"), provider: text("provider")?.toLowerCase() };
}

/** Writes the dates of the platforms that are wanted. */
export function writeExpirations(
  { platforms: names, filter }: ExpirationOrder,
  connected: readonly Connected[],
  sink: LineSink,
  warn: (sentence: string) => void,
): Promise<ExitCode> {
  const open = names.map((platform) => {
    const client = connected.find(({ name }) => name === platform)?.client;
    const source = platformNamed(platform)?.expirations;
    if (client === undefined || source === undefined) throw new Error(`${platform} is not connected`);
    return { source, client };
  });
  return exportExpirations(open, filter, sink, warn);
}

/**
 * The columns of the export. Those that name somebody are a roster's; the others mean nothing in one, so that the file
 * read as a roster asks for nothing.
 */
export const expirationColumns: readonly string[] = [
  ...platforms.flatMap(({ expirations, person }) =>
    expirations === undefined || person === undefined ? [] : [person.column],
  ),
  "group_profile_id",
  "npi",
  "first_name",
  "last_name",
  "group_name",
  "kind",
  "state",
  "number",
  "type",
  "payer",
  "date",
  "status",
  "platform",
];

/** Which dates come out. Undefined: all. */
export interface ExpirationFilter {
  /** Only before this day, `YYYY-MM-DD`. */
  readonly before: string | undefined;
  /** A code. */
  readonly state: string | undefined;
  /** The platform's word, in any case. */
  readonly status: string | undefined;
  /** The platform's id of a provider or group. */
  readonly provider: string | undefined;
}

/** A platform's lists and the client that reads them. */
interface OpenSource {
  readonly source: ExpirationSource;
  readonly client: Client;
}

/**
 * Writes one line for each date that lapses on the platforms, the soonest first. What cannot be read is warned of and
 * left out, and the answer is 1; throws when nothing could be read.
 */
export async function exportExpirations(
  sources: readonly OpenSource[],
  filter: ExpirationFilter,
  sink: LineSink,
  warn: (sentence: string) => void,
): Promise<ExitCode> {
  const found = new Map<string, ExpirationCells>();
  const problems: string[] = [];
  let listsRead = 0;
  for (const source of sources) {
    const read = await readSource(source, filter, found);
    problems.push(...read.problems);
    listsRead += read.lists;
  }
  for (const problem of problems) warn(`${problem} Lines or names may be missing.`);
  if (listsRead === 0)
    throw new UserError(
      "No date could be read.",
      exitCodes.stoppedEarly,
      "Nothing was written. Run the same command again.",
    );
  await sink.row(expirationColumns);
  for (const cells of [...found.values()].toSorted(soonestFirst))
    await sink.row(expirationColumns.map((column) => escapeFormula(cells[column] ?? "")));
  return problems.length === 0 ? exitCodes.done : exitCodes.rowsFailed;
}

/** Reads the lists of one platform; answers how many lists of dates could be read, and what could not. */
async function readSource(
  { source, client }: OpenSource,
  filter: ExpirationFilter,
  found: Map<string, ExpirationCells>,
): Promise<{ readonly lists: number; readonly problems: readonly string[] }> {
  const names = new Map<string, ExpirationCells>();
  const problems: string[] = [];
  let lists = 0;
  const readList = async <Item>(title: string, listing: Listing<Item>, onItem: (item: Item) => void) => {
    const end = await walk(client, readFor(listing, { purpose: "export", optional: true }), (items) =>
      items.forEach(onItem),
    );
    const whose = `${titleOf(source.platform)}'s ${title}`;
    if (!end.complete) problems.push(`${whose} could not be read: ${end.problem.message}`);
    else if (end.gap !== undefined)
      problems.push(`${whose} could not be read completely: ${gapSentence(end.gap)}.`);
    return end.complete;
  };
  const take = (holding: Holding): void => {
    for (const lapse of datesOf(holding)) {
      if (passes(lapse, filter))
        found.set(lapse.key, { ...names.get(holding.subject), ...cellsOf(lapse, source) });
    }
  };
  for (const { title, hasDates, listing } of source.people) {
    const isRead = await readList(title, listing, ({ id, cells, holding }) => {
      names.set(id, cells);
      if (holding !== undefined) take(holding);
    });
    if (isRead && hasDates) lists += 1;
  }
  for (const { title, all } of source.resources) if (await readList(title, all, take)) lists += 1;
  return { lists, problems };
}

function passes({ day, holding }: Lapse, { before, state, status, provider }: ExpirationFilter): boolean {
  if (before !== undefined && day >= (dayNumber(before) ?? 0)) return false;
  if (state !== undefined && holding.state !== state) return false;
  if (status !== undefined && codeIn(holding.status) !== codeIn(status)) return false;
  return provider === undefined || holding.subject === provider;
}

function cellsOf(lapse: Lapse, { idColumn }: ExpirationSource): ExpirationCells {
  const { kind, day, holding } = lapse;
  const { platform, subject, state, number, status, attributes } = holding;
  return {
    [idColumn(holding)]: subject,
    kind: kind === "license" ? (registrations.get(codeIn(attributes["registration"]) ?? "") ?? kind) : kind,
    state: state ?? "",
    number: number ?? "",
    type: lapseType(lapse) ?? "",
    payer: payerOf(lapse) ?? "",
    date: isoDay(day),
    status: status ?? "",
    platform,
  };
}

const registrations = new Map([
  ["dea", "dea"],
  ["state_controlled", "csr"],
]);

function soonestFirst(one: ExpirationCells, other: ExpirationCells): number {
  const keyOf = ({ date, last_name, first_name, kind, state }: ExpirationCells): string =>
    [date, last_name, first_name, kind, state].join("\u0000");
  const [a, b] = [keyOf(one), keyOf(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}
