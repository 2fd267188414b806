import { accountSpecs } from "../config/accounts.ts";
import type { RequestBook, RequestPlatform } from "../platforms/platform.ts";
import { titles } from "../platforms/titles.ts";
import { platformOf, type AskKind, type Identity, type Work } from "../roster/request-spec.ts";
import type { AskDefaults } from "../roster/spec-defaults.ts";
import { areBlank, type ColumnPlaces } from "../roster/cells.ts";
import { namesGroup, namesProvider } from "../roster/check-identity.ts";
import { faultSentence } from "../roster/fault.ts";
import { shortRowsNotice, type Notice } from "../roster/notice.ts";
import { readRow, type RosterRow, type RowAsk } from "../roster/row.ts";
import type { SourceRow } from "../roster/source.ts";
import { foldName } from "../platforms/people.ts";
import { pairHandle, type CaqhPair } from "./caqh-key.ts";
import type { NewAsk } from "./staged-rows.ts";
import type { Workspace } from "./staging.ts";
import type { RowFilter } from "../roster/selection.ts";

/** What the reading of rows depends on beside the rows. */
export interface StagingRules {
  readonly places: ColumnPlaces;
  readonly defaults: AskDefaults;
  readonly only: ReadonlySet<Work>;
  /** The kinds of request whose platform is configured. */
  readonly books: ReadonlyMap<AskKind, RequestBook>;
  readonly caqh: boolean;
  readonly filter: RowFilter;
  /** The platforms that are asked what people have, and when it lapses; none where dates are not told. */
  readonly dates?: readonly RequestPlatform[];
}

/** What was counted while rows were put on the desk; rows that are nobody's are not. */
export interface StagingCounts {
  readonly rows: number;
  readonly selected: number;
  /** What the rows tell of the file as a whole. */
  readonly notices: readonly Notice[];
}

/** The handle of rows that name a provider, but neither by CAQH id nor by NPI. */
export const noCaqhHandle = "none";

/** The handle of rows that name no provider any more, beside whose words a status still stands. */
export const goneCaqhHandle = "gone";

const rowsTogether = 100;

/** So many rows are kept to be named. */
const mostNamed = 10;

/**
 * After these the ids of a row were those of whom it named: an id and words that disagree now were changed since. In all
 * other rows it may be a person who wrote the id, and it is not for a program to say which of the two is right.
 */
const endedWell: ReadonlySet<string> = new Set(["created", "exists", "planned", "unknown"]);

/**
 * Puts on the desk what the rows of a roster ask for, faults included. Rows that ask for nothing take no place.
 * @param onFault told of every fault and warning, in the order of the rows
 */
export async function stageRoster(
  rows: AsyncIterable<SourceRow>,
  rules: StagingRules,
  workspace: Workspace,
  onRow: (row: RosterRow) => void = () => undefined,
): Promise<StagingCounts> {
  let [count, selected, short] = [0, 0, 0];
  const shortRows: number[] = [];
  let batch: RosterRow[] = [];
  const flush = (): void => {
    workspace.together(() => {
      workspace.rows.addAsks(batch.flatMap((row) => stageRow(row, rules, workspace)));
    });
    batch = [];
  };
  for await (const { row, cells, isAside, remarks } of rows) {
    if (isAside) continue;
    count += 1;
    const read = readRow(rules.places, cells, row, rules.defaults, rules.only, remarks);
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
  workspace.together(() => failContradictions(workspace, "draft"));
  return { rows: count, selected, notices: shortRowsNotice(short, shortRows) };
}

/** Puts a row on the desk; answers the requests that go with it. */
function stageRow(row: RosterRow, rules: StagingRules, workspace: Workspace): readonly NewAsk[] {
  const [fault] = row.faults;
  if (fault !== undefined) {
    const problem = row.faults.map(faultSentence).join(" ");
    workspace.rows.add({ row: row.row, fault: { code: fault.code, problem }, caqhHandle: undefined });
    return [];
  }
  const missing = row.asks.map(({ ask }) => ask.kind).find((kind) => !rules.books.has(kind));
  const caqhHandle = rules.caqh ? handleOf(row) : undefined;
  if (missing !== undefined) {
    workspace.rows.add({ row: row.row, fault: notConfigured(missing), caqhHandle: undefined });
    return [];
  }
  const isDated = stageDates(row, rules, workspace);
  if (row.asks.length === 0 && caqhHandle === undefined && !isDated) return [];
  workspace.rows.add({ row: row.row, fault: undefined, caqhHandle });
  if (caqhHandle !== undefined && caqhHandle !== noCaqhHandle && caqhHandle !== goneCaqhHandle)
    workspace.caqh.add(caqhHandle);
  return row.asks.map((ask) => newAsk(row, ask, rules, workspace));
}

/** Asks who the row is about on each platform, so that what they have can be told. */
function stageDates(row: RosterRow, { dates = [] }: StagingRules, workspace: Workspace): boolean {
  const { named, identity } = row;
  if (named === undefined) return false;
  const answered = isAnswered(row);
  const who = dates.flatMap(({ name, whoIn }) => {
    const question = whoIn({ identity, answered, again: row.previousResult !== undefined });
    return question === undefined ? [] : [[name, workspace.questions.numberOf(question)] as const];
  });
  const isGroups = named.enrollments.length > 0 && namesGroup(identity);
  if (who.length === 0 && (dates.length === 0 || !isGroups)) return false;
  workspace.holders.addRow(row.row, named, Object.fromEntries(who));
  return true;
}

function newAsk(row: RosterRow, rowAsk: RowAsk, rules: StagingRules, workspace: Workspace): NewAsk {
  const { ask } = rowAsk;
  const book = rules.books.get(ask.kind);
  if (book === undefined) throw new Error(`no book for ${ask.kind}`);
  const answered = isAnswered(row);
  const { same, options } = book.draft(ask, row.identity);
  return {
    ...rowAsk,
    row: row.row,
    draft: same,
    options,
    references: book
      .references(ask, { identity: row.identity, answered, again: row.previousResult !== undefined })
      .map(({ role, question, fills }) => ({
        role,
        question: workspace.questions.numberOf(question),
        fills,
      })),
  };
}

/** A CAQH id goes before an NPI: it is the documented way to ask. Whether it belongs to the other words is to be seen. */
function handleOf(row: RosterRow): string | undefined {
  const { identity } = row;
  const id = identity.caqh_provider_id;
  const words = caqhWords(identity);
  if (id !== undefined && Object.keys(words).length > 0) {
    return pairHandle({ id, said: saidIn(row), words });
  }
  if (id !== undefined) return `id:${id}`;
  if (identity.npi !== undefined) return `npi:${identity.npi}`;
  if (namesProvider(identity)) return noCaqhHandle;
  // an earlier run's answer about a person who stood here before
  return row.caqhFound ? goneCaqhHandle : undefined;
}

function saidIn({ previousResult, caqhFound }: RosterRow): CaqhPair["said"] {
  if (previousResult === undefined) return "new";
  return caqhFound ? "answer" : "since";
}

function caqhWords(identity: Identity): Readonly<Record<string, string>> {
  const { npi, email, first_name: first, last_name: last } = identity;
  const { group_name: group, facility_name: facility } = identity;
  return {
    ...(npi === undefined ? {} : { npi }),
    ...(email === undefined ? {} : { email: email.toLowerCase() }),
    ...(first === undefined ? {} : { first: foldName(first) }),
    ...(last === undefined ? {} : { last: foldName(last) }),
    ...(group === undefined ? {} : { group: foldName(group) }),
    ...(facility === undefined ? {} : { facility: foldName(facility) }),
  };
}

/** Whether the ids of a row are answers of an earlier run. */
function isAnswered({ previousResult }: RosterRow): boolean {
  return endedWell.has(previousResult?.toLowerCase() ?? "");
}

function notConfigured(kind: AskKind): { readonly code: string; readonly problem: string } {
  const platform = platformOf(kind);
  return {
    code: "not_configured",
    problem: `The row requests something from ${titles[platform]}, which is not configured. Set ${accountSpecs[platform].credentials}.`,
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
export function failContradictions(workspace: Workspace, by: "draft" | "key"): void {
  for (const { rows, options } of workspace.rows.contradictions(by)) {
    const differing = differingColumns(options);
    for (const row of rows) {
      const others = rows.slice(0, 6).filter((other) => other !== row);
      const shownOthers = others.slice(0, 5).join(", ") + (rows.length > 6 ? ", …" : "");
      workspace.rows.fail(row, {
        code: "contradiction",
        problem: `The row makes the same request as row ${shownOthers}, but differently: ${differing} ${differing.includes(",") ? "differ" : "differs"}. Make the rows agree.`,
      });
    }
  }
}
