import { describe, expect, test } from "vitest";
import type { LedgerEntry, PastRun } from "../../../src/ledger/entry.ts";
import type { ReportedRow } from "../../../src/results/reported-row.ts";
import {
  briefRunColumns,
  briefRunLine,
  changeColumns,
  changeLines,
  ledgerColumns,
  ledgerLine,
  requestColumns,
  requestLines,
  runColumns,
  runLine,
} from "../../../src/results/tables.ts";
import { licenseLine, uuid, type Line } from "../builders/rows.ts";
import { found, TestRun } from "../builders/told-rosters.ts";

/** A line by its columns, without blank cells. */
function byColumn(columns: readonly string[], line: readonly string[]): Line {
  expect(line).toHaveLength(columns.length);
  return Object.fromEntries(columns.map((column, index) => [column, line[index] ?? ""]));
}

const at = (time: string): number => Date.parse(`2026-03-01T${time}:00Z`);

const entry: LedgerEntry = {
  key: "medallion|o|license|s|CA",
  platform: "medallion",
  kind: "medallion.license",
  organization: "o",
  subject: uuid(100),
  attributes: { field: "license_states", state: "CA" },
  standing: "accepted",
  origin: "created",
  remoteId: uuid(1),
  status: "requested",
  statusReason: "why",
  intendedAt: at("10:00"),
  settledAt: at("10:01"),
  seenAt: at("11:00"),
  sends: 1,
  problem: "none",
  run: "run 1",
};

describe("the table of requests", () => {
  test("has a line for each request with all that is known of it", async () => {
    const run = await TestRun.over([{ ...licenseLine, license_states: "CA; NY" }]);
    await run.sent("CA license", { remoteId: uuid(1), status: "=requested", statusReason: "client" });
    await run.identify();
    run.happens("NY license", { event: "contradicted", problem: { code: "refused", message: "No." } });
    const keys = ["CA license", "NY license"].map((label) => run.request(label).key);

    const { requests } = await run.tell();

    expect(requests).toEqual([
      {
        row: "2",
        platform: "medallion",
        kind: "license",
        request: "license CA",
        subject_id: found.medallion,
        sync_result: "created",
        request_id: uuid(1),
        status: "'=requested",
        status_reason: "client",
        requested_at: "2026-03-15T12:00:00.000Z",
        key: keys[0],
      },
      {
        row: "2",
        platform: "medallion",
        kind: "license",
        request: "license NY",
        subject_id: found.medallion,
        sync_result: "failed",
        sync_error_code: "refused",
        sync_error: "No.",
        key: keys[1],
      },
    ]);
  });

  test("has a line for a request that never was identified", async () => {
    const run = await TestRun.over([licenseLine], {
      look: () => ({ code: "provider_not_found", message: "Nobody." }),
    });
    await run.identify();

    expect((await run.tell()).requests).toEqual([
      {
        row: "2",
        platform: "medallion",
        kind: "license",
        request: "license CA",
        sync_result: "failed",
        sync_error_code: "provider_not_found",
        sync_error: "Nobody.",
      },
    ]);
  });

  test("dates a request by the platform's own date", async () => {
    const run = await TestRun.over([licenseLine]);
    await run.shown("CA license", { remoteId: uuid(1), createdAt: at("09:00") });
    await run.identify();

    expect((await run.tell()).requests[0]).toMatchObject({ requested_at: "2026-03-01T09:00:00.000Z" });
  });

  test("has no line for a row without requests", () => {
    const row = { row: 2, specs: [] } as unknown as ReportedRow;

    expect(requestLines(row)).toEqual([]);
    expect(requestColumns).toHaveLength(13);
  });
});

describe("the table of changes", () => {
  test("has a line for each status that moved, harmless, with the time where it is known", () => {
    const moved = [
      { platform: "medallion", request: "license CA", from: "=a", to: "b", seenAt: at("10:00") },
      { platform: "caqh", request: "caqh status", from: "c", to: "d", seenAt: undefined },
    ];
    const row = { row: 7, who: "Amara Okafor", moved } as unknown as ReportedRow;

    expect(changeLines(row).map((line) => byColumn(changeColumns, line))).toEqual([
      {
        row: "7",
        provider: "Amara Okafor",
        platform: "medallion",
        request: "license CA",
        from: "'=a",
        to: "b",
        seen_at: "2026-03-01T10:00:00.000Z",
      },
      {
        row: "7",
        provider: "Amara Okafor",
        platform: "caqh",
        request: "caqh status",
        from: "c",
        to: "d",
        seen_at: "",
      },
    ]);
  });
});

describe("the list of the ledger", () => {
  test("has all that is known of an entry", () => {
    expect(byColumn(ledgerColumns, ledgerLine(entry))).toEqual({
      key: entry.key,
      platform: "medallion",
      kind: "license",
      subject_id: uuid(100),
      standing: "accepted",
      origin: "created",
      request_id: uuid(1),
      status: "requested",
      status_reason: "why",
      requested_at: "2026-03-01T10:00:00.000Z",
      settled_at: "2026-03-01T10:01:00.000Z",
      status_read_at: "2026-03-01T11:00:00.000Z",
      problem: "none",
    });
  });

  test("is blank where nothing is known, and has the whole word of a kind without a platform", () => {
    const { key, platform, organization, subject, attributes, standing, origin, sends, run } = entry;
    const bare = { key, platform, organization, subject, attributes, standing, origin, sends, run };
    const line = byColumn(ledgerColumns, ledgerLine({ ...bare, kind: "other" }));

    expect(Object.fromEntries(Object.entries(line).filter(([, cell]) => cell !== ""))).toEqual({
      key,
      platform,
      kind: "other",
      subject_id: subject,
      standing,
      origin,
    });
  });
});

const past: PastRun = {
  id: "abc",
  command: "roster-sync sync roster.csv --yes",
  pid: 1,
  host: "h",
  startedAt: at("10:00"),
  endedAt: at("10:05"),
  exitCode: 1,
  counts: {
    "made license": 3,
    "made enrollment": 2,
    "made credentialing": 1,
    "completed license": 4,
    "ended enrollment": 5,
    "open credentialing": 6,
    "open license": 7,
    "attestations overdue": 8,
    "attestations in 30 days": 9,
  },
};

describe("the list of past runs", () => {
  test("has when each ran, how it ended and what it counted", () => {
    expect(byColumn(runColumns, runLine(past))).toEqual({
      started_at: "2026-03-01T10:00:00.000Z",
      ended_at: "2026-03-01T10:05:00.000Z",
      exit_code: "1",
      made_license: "3",
      made_enrollment: "2",
      made_credentialing: "1",
      completed_license: "4",
      completed_enrollment: "0",
      completed_credentialing: "0",
      ended_license: "0",
      ended_enrollment: "5",
      ended_credentialing: "0",
      open_license: "7",
      open_enrollment: "0",
      open_credentialing: "6",
      attestations_overdue: "8",
      attestations_in_30_days: "9",
      command: "roster-sync sync roster.csv --yes",
      run: "abc",
    });
  });

  test("is blank where a run has not ended and counted nothing", () => {
    const killed = { ...past, endedAt: undefined, exitCode: undefined, counts: undefined };
    const line = byColumn(runColumns, runLine(killed));

    expect(Object.values(line).filter((cell) => cell !== "")).toEqual([
      "2026-03-01T10:00:00.000Z",
      "roster-sync sync roster.csv --yes",
      "abc",
    ]);
  });

  test("for people has all kinds of request together, and the command with its roster", () => {
    expect(byColumn(briefRunColumns, briefRunLine(past))).toEqual({
      started: "2026-03-01 10:00Z",
      exit: "1",
      made: "6",
      completed: "4",
      ended: "5",
      open: "13",
      command: "sync roster.csv",
    });
  });

  test("for people says so where a run has not ended and counted nothing", () => {
    const killed = { ...past, exitCode: undefined, counts: undefined };

    expect(byColumn(briefRunColumns, briefRunLine(killed))).toMatchObject({
      exit: "none",
      made: "-",
      completed: "-",
      ended: "-",
      open: "-",
    });
  });
});
