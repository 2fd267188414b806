import type { ColumnPlaces } from "../cells/cells.ts";
import { openScratchDatabase, type Database } from "../database/database.ts";
import {
  faultSentence,
  problemOfFault,
  type Fault,
  shortRowsNotice,
  type Notice,
  type Problem,
} from "../faults/problem.ts";
import { kindNamed, platformNamed, platformOf, titleOf, type Work } from "../platforms/catalog.ts";
import type { OpenPlatform } from "../platforms/platform.ts";
import type { ParseRules } from "../platforms/request-kind.ts";
import type { Resource } from "../platforms/resource.ts";
import type { StatusKind } from "../platforms/status-source.ts";
import { doneWords } from "../requests/operation.ts";
import { readRow, type RosterRow, type RowSpec } from "../roster/row.ts";
import type { SourceRow } from "../roster/source.ts";
import { areBlank } from "../text/plain-text.ts";
import { Holders } from "./holders.ts";
import { StandingCounts } from "./progress-counts.ts";
import { Queries } from "./queries.ts";
import { Remotes } from "./remotes.ts";
import { prepareStaging } from "./schema.ts";
import type { RowFilter } from "./selection.ts";
import { StagedRows, type NewSpec } from "./staged-rows.ts";
import { StatusQueries } from "./status-queries.ts";
import { WorkItems } from "./work-items.ts";

/** What one run knows, on the disk and gone with the process: rows, queries, work items, and what platforms list. */
export interface Staging {
  readonly rows: StagedRows;
  readonly queries: Queries;
  readonly workItems: WorkItems;
  readonly remotes: Remotes;
  /** What one source of statuses is asked. */
  readonly statuses: (source: string) => StatusQueries;
  readonly holders: Holders;
  readonly standing: StandingCounts;
  /** Does many small changes as one. Not to be nested. */
  readonly together: <T>(changes: () => T) => T;
  readonly close: () => void;
}

/** Opens an empty workspace. */
export function openStaging(): Staging {
  const database = openScratchDatabase();
  prepareStaging(database);
  return {
    rows: new StagedRows(database),
    queries: new Queries(database),
    workItems: new WorkItems(database),
    remotes: new Remotes(database),
    statuses: (source) => new StatusQueries(database, source),
    holders: new Holders(database),
    standing: new StandingCounts(database),
    together: (changes) => together(database, changes),
    close: () => database.close(),
  };
}

function together<T>(database: Database, changes: () => T): T {
  database.exec("BEGIN");
  try {
    return changes();
  } finally {
    // without a journal there is nothing to go back to, and a failure here ends the run anyway
    database.exec("COMMIT");
  }
}

/** What the reading of rows depends on beside the rows. */
export interface StagingRules {
  readonly places: ColumnPlaces;
  readonly parsing: ParseRules;
  readonly only: ReadonlySet<Work>;
  /** The kinds of request whose platform is configured. */
  readonly resources: ReadonlyMap<string, Resource>;
  /** What is only asked of platforms that are configured. */
  readonly statuses?: readonly StatusKind[];
  readonly filter: RowFilter;
  /** The platforms that are asked what people have, and when it lapses; none where dates are not told. */
  readonly dates?: readonly OpenPlatform[];
}

/** What was counted while rows were staged; rows that are nobody's are not. */
export interface StagingCounts {
  readonly rows: number;
  readonly selected: number;
  /** What the rows tell of the file as a whole. */
  readonly notices: readonly Notice[];
}

const rowsTogether = 100;

/** So many rows are kept to be named. */
const mostNamed = 10;

/**
 * After these the ids of a row were those of whom it named: an id and words that disagree now were changed since. In all
 * other rows it may be a person who wrote the id, and it is not for a program to say which of the two is right.
 */
const endedWell: ReadonlySet<string> = new Set(["created", "exists", "planned", "unknown"]);

/**
 * Stages what the rows of a roster ask for, faults included. Rows that ask for nothing take no place.
 * @param onRow told of every row, in their order, with its faults and warnings
 * @param onContradiction told of every row that contradicts others
 */
export async function stageRoster(
  rows: AsyncIterable<SourceRow>,
  rules: StagingRules,
  staging: Staging,
  onRow: (row: RosterRow) => void = () => undefined,
  onContradiction?: (fault: Fault) => void,
): Promise<StagingCounts> {
  let [count, selected, short] = [0, 0, 0];
  const shortRows: number[] = [];
  let batch: RosterRow[] = [];
  const flush = (): void => {
    staging.together(() => {
      staging.rows.addSpecs(batch.flatMap((row) => stageRow(row, rules, staging)));
    });
    batch = [];
  };
  for await (const { row, cells, isAside, remarks } of rows) {
    if (isAside) continue;
    count += 1;
    const read = withoutUnoffered(
      readRow(rules.places, cells, row, rules.parsing, rules.only, remarks),
      rules.resources,
    );
    if (cells.length < rules.places.headers.length && !areBlank(cells)) {
      short += 1;
      if (shortRows.length < mostNamed) shortRows.push(row);
    }
    if (!rules.filter(cells, read.previousResult)) continue;
    selected += 1;
    onRow(read);
    batch.push(read);
    if (batch.length >= rowsTogether) flush();
  }
  flush();
  staging.together(() => failContradictions(staging, "draft", onContradiction));
  return { rows: count, selected, notices: shortRowsNotice(short, shortRows) };
}

/** Stages a row; answers the requests that go with it. */
function stageRow(row: RosterRow, rules: StagingRules, staging: Staging): readonly NewSpec[] {
  const [fault] = row.faults;
  if (fault !== undefined) {
    const message = row.faults.map(faultSentence).join(" ");
    staging.rows.add({ row: row.row, fault: { code: fault.code, message } });
    return [];
  }
  const missing = row.specs.map(({ spec }) => spec.kind).find((kind) => !rules.resources.has(kind));
  if (missing !== undefined) {
    staging.rows.add({ row: row.row, fault: notConfigured(missing) });
    return [];
  }
  const isDated = stageDates(row, rules, staging);
  const isAsked = stageStatuses(row, rules, staging);
  if (row.specs.length === 0 && !isAsked && !isDated) return [];
  staging.rows.add({ row: row.row, fault: undefined });
  return row.specs.map((spec) => newSpec(row, spec, rules, staging));
}

/** What a row wants done that its platform does not offer is a fault of the row. */
function withoutUnoffered(row: RosterRow, resources: StagingRules["resources"]): RosterRow {
  const faults = row.specs.flatMap(({ spec: { kind, verb = "create" } }): readonly Fault[] => {
    const resource = resources.get(kind);
    if (resource === undefined || resource[verb] !== undefined) return [];
    const what = `a ${kindNamed(kind).words.one} ${doneWords[verb]}`;
    const problem = `asks for something that cannot be done: ${titleOf(resource.platform)} has no way to have ${what}`;
    return [{ row: row.row, code: "not_offered", problem, remedy: "Correct the row, or do it by hand." }];
  });
  return faults.length === 0 ? row : { ...row, specs: [], faults: [...row.faults, ...faults] };
}

/** Says whom the row's statuses are about; answers whether there is any. */
function stageStatuses(row: RosterRow, { statuses = [] }: StagingRules, staging: Staging): boolean {
  let isAsked = false;
  for (const { name, queryOf } of statuses) {
    const query = queryOf(row);
    if (query === undefined) continue;
    const queries = staging.statuses(name);
    isAsked = true;
    queries.addRow(row.row, query.matchKey);
    if (query.step !== "none") queries.add(query.matchKey, query.step);
  }
  return isAsked;
}

/** Asks who the row is about on each platform, so that what they have can be told. */
function stageDates(row: RosterRow, { dates = [] }: StagingRules, staging: Staging): boolean {
  const { named, identity } = row;
  if (named === undefined) return false;
  const answered = isAnswered(row);
  const people = dates.flatMap(({ name }) => {
    const person = platformNamed(name)?.person;
    return person === undefined ? [] : [{ name, ...person }];
  });
  const who = people.flatMap(({ name, isNamed, query }) => {
    if (!isNamed(identity)) return [];
    const about = query({ identity, answered, again: row.previousResult !== undefined });
    return [[name, staging.queries.numberOf(about)] as const];
  });
  const isGroups =
    named.enrollments.length > 0 && people.some(({ isGroupNamed }) => isGroupNamed?.(identity) === true);
  if (who.length === 0 && !isGroups) return false;
  staging.holders.addRow(row.row, named, who);
  return true;
}

function newSpec(row: RosterRow, rowSpec: RowSpec, rules: StagingRules, staging: Staging): NewSpec {
  const { spec } = rowSpec;
  const resource = rules.resources.get(spec.kind);
  if (resource === undefined) throw new Error(`no book for ${spec.kind}`);
  const answered = isAnswered(row);
  const { same, options } = resource.draft(spec, row.identity);
  return {
    ...rowSpec,
    row: row.row,
    draft: same,
    options: JSON.stringify(options),
    references: resource
      .references(spec, { identity: row.identity, answered, again: row.previousResult !== undefined })
      .map(({ role, query, fills }) => ({
        role,
        query: staging.queries.numberOf(query),
        fills,
      })),
  };
}

/** Whether the ids of a row are answers of an earlier run. */
function isAnswered({ previousResult }: RosterRow): boolean {
  return endedWell.has(previousResult?.toLowerCase() ?? "");
}

function notConfigured(kind: string): Problem {
  const platform = platformOf(kind);
  const { credentials } = platformNamed(platform)?.account ?? { credentials: "its credentials" };
  return {
    code: "not_configured",
    message: `The row requests something from ${titleOf(platform)}, which is not configured. Set ${credentials}.`,
  };
}

/** The columns in which the ways of asking for one request differ; each way is an object by column. */
function differingColumns(options: readonly string[]): string {
  const ways = options.map((text) => JSON.parse(text) as Readonly<Record<string, unknown>>);
  const columns = [...new Set(ways.flatMap((way) => Object.keys(way)))];
  const values = (column: string): number => new Set(ways.map((way) => JSON.stringify(way[column]))).size;
  return columns.filter((column) => values(column) > 1).join(", ");
}

/** Rows that ask for the same request in different ways all fail: which of them is right is not for a program to say. */
export function failContradictions(
  staging: Staging,
  by: "draft" | "key",
  onFault: (fault: Fault) => void = () => undefined,
): void {
  for (const { rows, options } of staging.rows.contradictions(by)) {
    const differing = differingColumns(options);
    for (const row of rows) {
      const others = rows.slice(0, 6).filter((other) => other !== row);
      const shownOthers = others.slice(0, 5).join(", ") + (rows.length > 6 ? ", …" : "");
      const fault: Fault = {
        row,
        code: "contradiction",
        problem: `makes the same request as row ${shownOthers}, but differently: ${differing} ${differing.includes(",") ? "differ" : "differs"}`,
        remedy: "Make the rows agree.",
      };
      staging.rows.fail(row, problemOfFault(fault));
      onFault(fault);
    }
  }
}
