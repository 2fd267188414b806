import type { Problem } from "../../../src/faults/problem.ts";
import type { RemoteState, RequestIdentity } from "../../../src/ledger/entry.ts";
import type { Ledger } from "../../../src/ledger/ledger.ts";
import { answersOf } from "../../../src/lookup/lookup.ts";
import { caqhStatuses } from "../../../src/platforms/caqh/answer.ts";
import { caqh } from "../../../src/platforms/caqh/caqh.ts";
import type { Work } from "../../../src/platforms/catalog.ts";
import { medallion } from "../../../src/platforms/medallion/medallion.ts";
import type { OpenPlatform } from "../../../src/platforms/platform.ts";
import type { OpenQuery, Resource } from "../../../src/platforms/resource.ts";
import { verifiable } from "../../../src/platforms/verifiable/verifiable.ts";
import { identifyWorkItems } from "../../../src/reconcile/identify.ts";
import type { Event } from "../../../src/requests/events.ts";
import type { RunContext } from "../../../src/results/outcome.ts";
import type { ReportedRow } from "../../../src/results/reported-row.ts";
import { Tally } from "../../../src/results/summary.ts";
import { writeResults, type WriteTools } from "../../../src/results/write-results.ts";
import type { SourceRow } from "../../../src/roster/source.ts";
import type { StagedSpec } from "../../../src/staging/staged-rows.ts";
import { openStaging, stageRoster, type Staging } from "../../../src/staging/staging.ts";
import { heldLedger } from "./ledgers.ts";
import { openMedallion, openVerifiable } from "./open-platforms.ts";
import { noDefaults, placesOf, uuid, type Line } from "./rows.ts";

/** When the results of these runs are written. */
export const syncedAt = "2026-03-15T12:00:00.000Z";
export const writtenAt = Date.parse(syncedAt);
const organization = uuid(9);

/** Whom every look-up finds unless a test says otherwise. */
export const found = { medallion: uuid(100), group: uuid(150), verifiable: uuid(200), facility: uuid(250) };

const ids: Readonly<Record<string, string>> = {
  "medallion.provider": found.medallion,
  "medallion.group": found.group,
  "verifiable.provider": found.verifiable,
  "verifiable.facility": found.facility,
};

/** What looking up brings: an id, or why there is none. */
export type Look = (query: OpenQuery) => string | Problem | undefined;

/** How a run differs from one that does everything for all rows and finds everybody. */
export interface RunRules {
  /** The ledger of earlier runs. */
  readonly ledger?: Ledger;
  /** All work but dates and CAQH, unless they are named. */
  readonly only?: readonly Work[];
  /** CAQH is not configured. */
  readonly withoutCaqh?: boolean;
  readonly look?: Look;
  readonly run?: Partial<RunContext>;
  /** The numbers of the rows that the run works on. */
  readonly selected?: (row: number) => boolean;
  /** Numbers of rows that are nobody's: they come out as they came. */
  readonly aside?: readonly number[];
  /** The cells of a row as the file has them, where it has more or fewer than the header. */
  readonly cells?: (cells: readonly string[], row: number) => readonly string[];
}

/** The results of a run. */
export interface Told {
  readonly header: readonly string[];
  /** The rows by header, without blank cells; of equal headers the one further right. */
  readonly rows: readonly Line[];
  readonly cells: readonly (readonly string[])[];
  readonly requests: readonly Line[];
  readonly changes: readonly Line[];
  readonly tally: Tally;
  readonly reported: readonly ReportedRow[];
  /** The keys of the changes that were told. */
  readonly keys: readonly string[];
}

const account = {
  username: "u",
  password: "p",
  organizationId: "1234",
  product: "PV",
  baseUrl: "https://x.test",
};
/** Under this key the ledger has what CAQH said of a match key. */
export const caqhKey = (matchKey: string): string => `caqh|${account.organizationId}|${matchKey}`;
const caqhSources = caqh.open(account, { "caqh-max-age": undefined }).statuses;
const platforms: readonly OpenPlatform[] = [
  {
    ...openMedallion(organization),
    name: "medallion",
    title: "Medallion",
    holdings: medallion.holdings ?? [],
  },
  { ...openVerifiable(), name: "verifiable", title: "Verifiable", holdings: verifiable.holdings ?? [] },
];
const resources: ReadonlyMap<string, Resource> = new Map(
  platforms.flatMap((platform) => platform.resources).map((resource) => [resource.kind, resource]),
);

/** A run whose platforms are what a test says: nobody is called. Its ledger, its staging and its results are real. */
export class TestRun {
  readonly staging: Staging = openStaging();
  readonly ledger: Ledger;
  readonly #rules: RunRules;
  readonly #source: readonly SourceRow[];
  readonly #headers: readonly string[];

  private constructor(lines: readonly Line[], ledger: Ledger, rules: RunRules) {
    this.ledger = ledger;
    this.#rules = rules;
    this.#headers = [...new Set(lines.flatMap((line) => Object.keys(line)))];
    this.#source = lines.map((line, index) => ({
      row: index + 2,
      cells: (rules.cells ?? ((cells) => cells))(
        this.#headers.map((header) => line[header] ?? ""),
        index + 2,
      ),
      ...(rules.aside?.includes(index + 2) === true ? { isAside: true as const } : {}),
    }));
  }

  /** Reads a roster and looks everybody up. */
  static async over(lines: readonly Line[], rules: RunRules = {}): Promise<TestRun> {
    const run = new TestRun(lines, rules.ledger ?? (await heldLedger("run 1")), rules);
    const { only = ["licenses", "enrollments", "credentialing"], selected } = rules;
    await stageRoster(
      run.#rows(),
      {
        places: placesOf(run.#headers),
        parsing: noDefaults,
        only: new Set(only),
        resources,
        statuses: only.includes("caqh") ? [caqhStatuses] : [],
        dates: only.includes("dates") ? platforms : [],
        filter: (cells) => selected?.(run.#source.find((row) => row.cells === cells)?.row ?? 0) ?? true,
      },
      run.staging,
    );
    for (const { name } of platforms.flatMap(({ lookupSources }) => lookupSources)) run.#lookUp(name);
    return run;
  }

  async *#rows(): AsyncGenerator<SourceRow> {
    yield* this.#source;
  }

  #lookUp(source: string): void {
    const { queries } = this.staging;
    for (const query of queries.open(source, 0, 1_000)) {
      const said = this.#rules.look?.(query) ?? query.about["id"] ?? ids[source] ?? uuid(900 + query.id);
      if (typeof said === "string") queries.answer(query.id, said);
      else queries.fail(query.id, said, said.code === "platform_unavailable" ? "unread" : "open");
    }
  }

  /** A request as the ledger names it. */
  request(label: string, row = 2): RequestIdentity {
    const { spec, references } = this.#specOf(label, row);
    const resource = resources.get(spec.kind);
    if (resource === undefined) throw new Error(`there is no ${spec.kind}`);
    const { key, platform, kind, subject, attributes } = resource.identify(
      spec,
      answersOf(this.staging.queries.outcomes(references)),
    );
    return { key, platform, kind, organization: resource.organization, subject, attributes };
  }

  #specOf(label: string, row: number): StagedSpec {
    const spec = this.staging.rows.specsOf(row).find((each) => each.label === label);
    if (spec === undefined) throw new Error(`row ${row} asks for no ${label}`);
    return spec;
  }

  /** A list shows that a request is there. */
  async shown(label: string, remote: RemoteState, { row = 2, at = writtenAt } = {}): Promise<void> {
    await this.ledger.requests.recordSeen([{ ...this.request(label, row), remote }], at);
  }

  /** The run sends a request; without an answer it stays unknown what became of it. */
  async sent(label: string, remote?: RemoteState, row = 2): Promise<void> {
    const { requests } = this.ledger;
    const intent = await requests.recordIntent([this.request(label, row)], writtenAt);
    if (remote !== undefined)
      await requests.recordOutcome(intent, { outcome: "accepted", remote }, writtenAt);
  }

  /** Says which requests the roster asks for, and how far each has come as the ledger remembers it. */
  async identify(): Promise<void> {
    for (const resource of resources.values()) await identifyWorkItems(resource, this.staging, this.ledger);
  }

  /** Something happens to a request. */
  happens(label: string, event: Event, row = 2): void {
    const { key } = this.#specOf(label, row);
    const item = this.staging.workItems.findAll([key ?? ""]).get(key ?? "");
    if (item === undefined) throw new Error(`${label} is not wanted`);
    this.staging.workItems.move(item, event);
  }

  /** The platform's list was read whole and does not have it. */
  isMissing(label: string, row = 2): void {
    this.happens(
      label,
      {
        event: "not-listed",
        goal: "unmet",
        extent: "whole",
        hasId: false,
        wasShown: false,
        hasIdsToRead: false,
      },
      row,
    );
  }

  /** Writes the results. */
  async tell(more: Partial<WriteTools> = {}): Promise<Told> {
    const { only = ["licenses", "enrollments", "credentialing"], withoutCaqh = false } = this.#rules;
    const tables: Record<"results" | "requests" | "changes", string[][]> = {
      results: [],
      requests: [],
      changes: [],
    };
    const into = (table: keyof typeof tables): WriteTools["sinks"]["results"] => ({
      row: (cells, added = []) => Promise.resolve(void tables[table].push([...cells, ...added])),
    });
    const tally = new Tally();
    const reported: ReportedRow[] = [];
    const keys = await writeResults(this.#rows(), {
      places: placesOf(this.#headers),
      staging: this.staging,
      ledger: this.ledger,
      run: { mode: "sync", runId: this.ledger.requests.run, ...this.#rules.run },
      sinks: { results: into("results"), requests: into("requests"), changes: into("changes") },
      tally,
      onRow: (row) => Promise.resolve(void reported.push(row)),
      only: new Set(only),
      statuses: only.includes("caqh") && !withoutCaqh ? caqhSources : [],
      absent: withoutCaqh ? [caqhStatuses] : [],
      isSelected: (cells) =>
        this.#rules.selected?.(this.#source.find((row) => row.cells === cells)?.row ?? 0) ?? true,
      syncedAt,
      unasked: { sync_result: "skipped", synced_at: syncedAt },
      ...more,
    });
    this.staging.close();
    const [header = [], ...cells] = tables.results;
    return {
      header,
      cells,
      rows: linesOf(tables.results),
      requests: linesOf(tables.requests),
      changes: linesOf(tables.changes),
      tally,
      reported,
      keys,
    };
  }
}

function linesOf([header = [], ...rows]: readonly (readonly string[])[]): readonly Line[] {
  return rows.map((cells) =>
    Object.fromEntries(
      cells.flatMap((cell, index) => (cell === "" ? [] : [[header[index] ?? `cell ${index}`, cell]])),
    ),
  );
}

/** The row of a roster that is given back by a run that finds what it says. */
export async function told(line: Line, rules: RunRules = {}): Promise<Line> {
  return (await toldOf(await TestRun.over([line], rules))) ?? {};
}

/** The same; what is wanted in California is there. */
export async function toldOf(run: TestRun): Promise<Line | undefined> {
  const asked = run.staging.rows.specsOf(2).some(({ label }) => label === "CA license");
  if (asked) await run.shown("CA license", { remoteId: uuid(1), status: "requested" });
  await run.identify();
  return (await run.tell()).rows[0];
}
