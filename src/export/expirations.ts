import { PersonError, exitCodes, type ExitCode } from "../errors.ts";
import type { Client } from "../http/client.ts";
import type { Listing } from "../platforms/platform.ts";
import { titleOf } from "../platforms/titles.ts";
import { walk } from "../platforms/walk.ts";
import { gapSentence } from "../platforms/whole.ts";
import { codeIn } from "../platforms/words.ts";
import { escapeFormula } from "../roster/escape.ts";
import { dayNumber } from "../text/days.ts";
import type { LineSink } from "./export.ts";

/**
 * The columns of the export. Those that name somebody are a roster's; the others mean nothing in one, so that the file
 * read as a roster asks for nothing.
 */
export const expirationColumns = [
  "provider_id",
  "verifiable_provider_id",
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
] as const;

/** A cell of {@link expirationColumns} and its text. */
export type ExpirationCells = Readonly<Partial<Record<(typeof expirationColumns)[number], string>>>;

/** One date that lapses: the cells of its line, among them `date` as `YYYY-MM-DD`. */
export interface Expiration {
  readonly id: string;
  readonly cells: ExpirationCells;
}

/** Which dates come out. Undefined: all. */
export interface ExpirationFilter {
  /** Only before this day, `YYYY-MM-DD`. */
  readonly before: string | undefined;
  /** A code. */
  readonly state: string | undefined;
  /** The platform's word, in any case. */
  readonly status: string | undefined;
  /** The platform's id. */
  readonly provider: string | undefined;
}

/** Who somebody is, by the platform's id. */
export interface NamedPerson {
  readonly id: string;
  readonly cells: ExpirationCells;
}

/** What one platform tells of dates. */
export interface ExpirationSource {
  readonly platform: "medallion" | "verifiable";
  /** Lists of names, for lines that have ids only. */
  readonly people: readonly Listing<NamedPerson>[];
  readonly dates: readonly {
    /** In sentences: `licenses`. */
    readonly title: string;
    readonly listing: (filter: ExpirationFilter) => Listing<readonly Expiration[]>;
  }[];
}

/**
 * Writes one line for each date that lapses on the platforms, the soonest first. What cannot be read is warned of and
 * left out, and the answer is 1; throws when nothing could be read.
 */
export async function exportExpirations(
  sources: readonly { readonly source: ExpirationSource; readonly client: Client }[],
  filter: ExpirationFilter,
  sink: LineSink,
  warn: (sentence: string) => void,
): Promise<ExitCode> {
  const found = new Map<string, ExpirationCells>();
  const problems: string[] = [];
  let read = 0;
  for (const { source, client } of sources) {
    const names = new Map<string, ExpirationCells>();
    const readList = async <Item>(
      title: string,
      listing: Listing<Item>,
      onItem: (item: Item) => void,
    ): Promise<boolean> => {
      const end = await walk(client, listing, (items) => items.forEach(onItem));
      const whose = `${titleOf(source.platform)}'s ${title}`;
      if (!end.complete) problems.push(`${whose} could not be read: ${end.problem.problem}`);
      else if (end.gap !== undefined)
        problems.push(`${whose} could not be read whole: ${gapSentence(end.gap)}.`);
      return end.complete;
    };
    for (const listing of source.people)
      await readList("names", listing, ({ id, cells }) => names.set(id, cells));
    for (const { title, listing } of source.dates) {
      const isRead = await readList(title, listing(filter), (expirations) => {
        for (const { id, cells } of expirations)
          if (passes(cells, filter)) found.set(`${source.platform} ${id}`, withName(cells, names));
      });
      if (isRead) read += 1;
    }
  }
  for (const problem of problems) warn(`${problem} Lines or names may be missing.`);
  if (read === 0)
    throw new PersonError(
      "No date could be read.",
      exitCodes.stoppedEarly,
      "Nothing was written. Run the same command again.",
    );
  await sink.row(expirationColumns);
  for (const cells of [...found.values()].toSorted(soonestFirst))
    await sink.row(expirationColumns.map((column) => escapeFormula(cells[column] ?? "")));
  return problems.length === 0 ? exitCodes.done : exitCodes.rowsFailed;
}

function passes(cells: ExpirationCells, { before, state, status, provider }: ExpirationFilter): boolean {
  const day = dayNumber(cells.date);
  if (day === undefined) return false;
  if (before !== undefined && day >= (dayNumber(before) ?? 0)) return false;
  if (state !== undefined && cells.state !== state) return false;
  if (status !== undefined && codeIn(cells.status ?? "") !== codeIn(status)) return false;
  return provider === undefined || [cells.provider_id, cells.verifiable_provider_id].includes(provider);
}

function withName(cells: ExpirationCells, names: ReadonlyMap<string, ExpirationCells>): ExpirationCells {
  return { ...names.get(cells.provider_id || cells.group_profile_id || ""), ...cells };
}

function soonestFirst(one: ExpirationCells, other: ExpirationCells): number {
  const keyOf = ({ date, last_name, first_name, kind, state }: ExpirationCells): string =>
    [date, last_name, first_name, kind, state].join("\u0000");
  const [a, b] = [keyOf(one), keyOf(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}
