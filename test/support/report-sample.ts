import type { CaqhFacts, ReportCaqh } from "../../src/platforms/caqh/report/gather.ts";
import { caqhReport } from "../../src/platforms/caqh/report/part.ts";
import { Gathering } from "../../src/report/gather/gathering.ts";
import type { History } from "../../src/report/gather/history.ts";
import type { ReportParts, ReportData } from "../../src/report/report-data.ts";
import type {
  ReportChange,
  ReportFault,
  ReportLapse,
  ReportRequest,
  ReportRow,
  ReportStatus,
} from "../../src/report/report-rows.ts";
import { noLapses } from "../../src/results/lapse-tally.ts";
import type { Outcome } from "../../src/results/outcome.ts";
import { RequestTally, type Summary } from "../../src/results/summary.ts";
import { dayNumber } from "../../src/text/days.ts";

const firstNames = "Amara Bao Celeste Dmitri Esi Farah Gwen Hugo Imani Jun Kofi Lena Mateo Nadia Oren".split(
  " ",
);
const lastNames =
  "Okafor Lindqvist Marchetti Sato Villanueva O'Brien Haddad Nguyen-Ross Petrov Adeyemi".split(" ");
const states = "CA TX NY FL IL WA OH GA".split(" ");
const payers = ["Example Health Plan", "Sample Mutual", "Invented Blue of the North", "Testcare & Co."];
const enrollmentWords: readonly (readonly [status: string, category: string | undefined, reason?: string])[] =
  [
    ["requested", "requested"],
    ["application_submitted", "payer_processing", "application_not_received"],
    ["intake_pending_provider", "needs_client_attention"],
    ["active", "request_completed"],
    ["follow_up_in_progress", "payer_processing", "payer_requested_info"],
    ["on_hold", "on_hold", "intake_on_hold_pending_caqh"],
    ["pending_contract", undefined],
    ["panel_closed", "request_denied", "enrollment_denied_other"],
    ["intake_in_progress", undefined],
  ];
const licenseWords =
  "requested intake_in_progress psv_pending_provider application_in_process_with_state_board completed pending_csr tasks_over_21_days inactive".split(
    " ",
  );
const caqhWords: readonly (readonly [
  roster: string,
  profile: string,
  flag: string,
  action: string,
  due: number,
])[] = [
  ["ACTIVE", "Re-Attestation", "Y", "none", 64],
  ["ACTIVE", "Initial Profile Complete", "Y", "reattest_soon", 9],
  ["ACTIVE", "Expired Attestation", "Y", "provider_to_reattest", -41],
  ["NOT ON ROSTER", "Re-Attestation", "", "add_to_roster", 33],
  ["ACTIVE", "Re-Attestation", "N", "request_authorization", 88],
  ["ACTIVE", "Profile Data Submitted", "Y", "documents_pending", 112],
  ["ACTIVE", "Re-Attestation", "Y", "provider_to_reattest", -6],
  ["ACTIVE", "First Provider Contact", "Y", "provider_to_complete_profile", Number.NaN],
  ["ACTIVE", "Re-Attestation", "Y", "none", 47],
  ["INACTIVE", "Provider Retired", "Y", "stop_provider_retired", Number.NaN],
];

/** When the invented runs end. */
export const sampleEnd = "2026-10-05T06:18:04.512Z";

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error("nothing to choose from");
  return item;
}

function dayFromEnd(days: number): string {
  return new Date(Date.parse(sampleEnd) + days * 86_400_000).toISOString().slice(0, 10);
}

function uuid(number: number): string {
  return `5a0b1c2d-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

/** Who an invented row is about: mostly a name, sometimes an address, a group or a facility. */
export function samplePerson(row: number): string {
  if (row % 29 === 0) return "Example Family Practice Group";
  if (row % 23 === 0) return `provider${row}@example.test`;
  const number = row >= 150 ? ` ${Math.floor(row / 150) + 1}` : "";
  return `${at(firstNames, row)} ${at(lastNames, Math.floor(row / 15) + row * 3)}${number}`;
}

function enrollment(row: number): ReportRequest {
  const [status, statusCategory, statusReason] = at(enrollmentWords, row * 5);
  const failed = row % 11 === 7;
  const outcome: Outcome = failed
    ? "failed"
    : row % 19 === 9
      ? "unknown"
      : row % 3 === 0
        ? "created"
        : "exists";
  const state = at(states, row);
  const base = {
    row,
    who: samplePerson(row),
    platform: "medallion",
    kind: "enrollment",
    label: `enrollment ${state}`,
    payer: at(payers, row),
    outcome,
  } as const;
  if (outcome === "failed") {
    const twice = row % 2 === 0;
    return {
      ...base,
      errorCode: twice ? "provider_ambiguous" : "provider_not_found",
      error: twice
        ? `Medallion shows 2 providers with the name ${base.who}. Put the id of the right one in provider_id.`
        : `Medallion has no provider with the e-mail provider${row}@example.test. Correct the row, or invite the provider first.`,
    };
  }
  if (outcome === "unknown") {
    return {
      ...base,
      errorCode: "outcome_unknown",
      error:
        "The request was sent, but the platform has not confirmed it yet (no answer in time). Run the same command again: it is settled first, and never sent twice.",
    };
  }
  return {
    ...base,
    key: `enrollment|${row}`,
    requestId: uuid(row * 10 + 1),
    status: outcome === "created" ? "requested" : status,
    statusCategory: outcome === "created" ? "requested" : statusCategory,
    statusReason: outcome === "created" ? undefined : statusReason,
    requestedAt: outcome === "created" ? sampleEnd : `${dayFromEnd(-((row * 7) % 60) - 1)}T14:00:00.000Z`,
  };
}

function license(row: number, number: number): ReportRequest {
  const state = at(states, row + number * 3);
  const outcome: Outcome = row % 4 === 1 ? "created" : "exists";
  const word = at(["license", "license", "dea", "csr"], row + number);
  return {
    row,
    who: samplePerson(row),
    platform: "medallion",
    kind: "license",
    label: `${word} ${state}`,
    outcome,
    key: `license|${row}|${number}`,
    requestId: uuid(row * 10 + 2 + number),
    status: outcome === "created" ? "requested" : at(licenseWords, row + number * 3),
    requestedAt: outcome === "created" ? sampleEnd : `${dayFromEnd(-((row * 11) % 90) - 1)}T09:30:00.000Z`,
  };
}

function credentialing(row: number): ReportRequest {
  const verifiable = row % 2 === 0;
  const words = verifiable
    ? ["RequestSubmitted", "AdditionalInformationRequested", "Completed", "RequestInProgress"]
    : ["scheduled", "verification_inprogress", "in_committee", "committee_approved"];
  const skipped = row % 17 === 6;
  return {
    row,
    who: samplePerson(row),
    platform: verifiable ? "verifiable" : "medallion",
    kind: "credentialing",
    label: "credentialing",
    key: `credentialing|${row}`,
    outcome: skipped ? "skipped" : "exists",
    requestId: skipped ? undefined : uuid(row * 10 + 5),
    status: skipped ? undefined : at(words, Math.floor(row / 2)),
    requestedAt: skipped ? undefined : `${dayFromEnd(-((row * 13) % 70) - 1)}T11:00:00.000Z`,
    errorCode: skipped ? "platform_unavailable" : undefined,
    error: skipped
      ? `${verifiable ? "Verifiable" : "Medallion"} did not answer (503: busy). Run again later.`
      : undefined,
  };
}

function caqh(row: number): ReportCaqh {
  if (row % 13 === 12) {
    return {
      row,
      who: samplePerson(row),
      error: "CAQH did not answer (no answer in time). Run again later.",
    };
  }
  const [rosterStatus, providerStatus, authorizationFlag, nextAction, due] = at(caqhWords, row);
  const spread = row < 20 ? 0 : (row * 17) % 25;
  const expired = providerStatus === "Expired Attestation";
  return {
    row,
    who: samplePerson(row),
    caqhId: String(10_000_000 + row),
    found: "Y",
    rosterStatus,
    authorizationFlag,
    providerStatus,
    providerStatusDate: dayFromEnd(expired ? due - spread : (Number.isNaN(due) ? 0 : due) - 120 + spread),
    practiceState: at(states, row),
    attestationDue: Number.isNaN(due) || expired ? "" : dayFromEnd(due + (due < 0 ? -spread : spread)),
    nextAction,
  };
}

function faultAt(row: number): ReportFault {
  return row % 2 === 0
    ? {
        row,
        who: samplePerson(row),
        errorCode: "invalid_npi",
        error: `NPI (C${row}) "12345678${row % 90}" has a wrong check digit. Copy it from the NPI registry.`,
      }
    : {
        row,
        who: samplePerson(row),
        errorCode: "unknown_state",
        error: `Payer States (G${row}) "Texass" is not a state. Write its two letters or its full name.`,
      };
}

const lapseWords: readonly (readonly [kind: ReportLapse["kind"], what: string])[] = [
  ["license", "License"],
  ["license", "DEA registration"],
  ["revalidation", "Revalidation"],
  ["license", "License"],
  ["enrollment", "Enrollment ends"],
  ["license", "CSR registration"],
  ["recredentialing", "Recredentialing"],
];

/** A date of an invented provider: from a month ago to half a year ahead. */
function lapseAt(row: number): ReportLapse {
  const [kind, what] = at(lapseWords, row);
  const state = kind === "recredentialing" ? undefined : at(states, row + 2);
  const isEnrollment = kind === "enrollment" || kind === "revalidation";
  return {
    row,
    who: samplePerson(row),
    key: `holding|${row}`,
    kind,
    what,
    state,
    number: kind === "license" ? `${at(["A", "MD", "B"], row)}${100_000 + row * 37}` : undefined,
    detail: isEnrollment ? at(payers, row) : kind === "license" ? at(["MD", "NP", "DO"], row) : undefined,
    status: kind === "license" ? "active" : undefined,
    day: (dayNumber(sampleEnd) ?? 0) - 31 + ((row * 37) % 211),
  };
}

/** The row of an invented roster: what it asks for, its CAQH status, what is wrong with it, and what moved. */
export function sampleRow(row: number): ReportRow {
  if (row % 14 === 10) return { requests: [], fault: faultAt(row), changes: [] };
  const requests = [
    ...(row % 3 === 1 ? [license(row, 0), license(row, 1)] : []),
    ...(row % 3 === 2 ? [] : [enrollment(row)]),
    ...(row % 3 === 2 ? [credentialing(row)] : []),
  ];
  const moved = row % 5 < 2 ? requests.filter(({ outcome, status }) => outcome === "exists" && status) : [];
  return {
    requests,
    statuses: row % 29 === 0 ? [] : [statusOf(caqh(row))],
    changes: moved.map(changeOf),
    lapses: [lapseAt(row)],
    profile:
      row % 6 === 1
        ? {
            row,
            who: samplePerson(row),
            providerId: uuid(row),
            state: `${40 + (row % 55)} %, ${row % 4} to-dos`,
          }
        : undefined,
  };
}

function changeOf({ row, who, label, status }: ReportRequest): ReportChange {
  const from = label.startsWith("enrollment") ? "intake" : "requested";
  return { row, who, request: label, from, to: status ?? "", seenAt: sampleEnd };
}

/** The rows of an invented roster; every kind of thing that the page tells occurs. */
export function sampleRows(rows: number): readonly ReportRow[] {
  return Array.from({ length: rows }, (_, index) => sampleRow(index + 2));
}

/** What the page tells of a nightly run over an invented roster of so many rows. */
export function reportSample(rows = 15, changes: Partial<Summary> = {}): ReportData {
  return reportOf(sampleRows(rows), changes);
}

/** What the page tells beside the rows. */
export interface ReportSetting {
  readonly groupedBy?: string;
  readonly history?: History;
}

/** What sources of statuses have on the page. */
export const reportParts: ReportParts = new Map([["caqh", caqhReport]]);

/** The CAQH status of a row. */
export function statusOf(item: ReportCaqh): ReportStatus {
  return { source: "caqh", item };
}

/** What the page tells of CAQH. */
export function caqhFactsOf({ statuses }: Pick<ReportData, "statuses">): CaqhFacts {
  return statuses[0]?.facts as CaqhFacts;
}

/** The CAQH status that is told of a row. */
export function caqhOf({ statuses }: ReportRow): ReportCaqh | undefined {
  return statuses?.[0]?.item;
}

const noHistory: History = { weeks: [], durations: [] };

/** What the page tells of a nightly run over these rows. */
export function reportOf(
  rows: readonly ReportRow[],
  changes: Partial<Summary> = {},
  { groupedBy, history = noHistory }: ReportSetting = {},
): ReportData {
  const gathering = new Gathering(dayNumber(sampleEnd) ?? 0, groupedBy, reportParts);
  for (const row of rows) gathering.add(row);
  const summary = { ...sampleSummary(rows), ...changes } as Summary;
  return gathering.data("providers-october.csv", summary, history);
}

const worstFirst: readonly Outcome[] = ["failed", "unknown", "skipped", "planned", "created", "exists"];

function outcomeOf({ requests, fault }: ReportRow): Outcome {
  if (fault !== undefined) return "failed";
  return worstFirst.find((outcome) => requests.some((request) => request.outcome === outcome)) ?? "skipped";
}

function sampleSummary(rows: readonly ReportRow[]): Summary {
  const outcomes = { created: 0, exists: 0, planned: 0, failed: 0, unknown: 0, skipped: 0 };
  for (const row of rows) outcomes[outcomeOf(row)] += 1;
  const requests = rows.reduce((sum, row) => sum + row.requests.length, 0);
  const submits = Math.ceil(requests / 3);
  const asked = rows.filter((row) => caqhOf(row) !== undefined).length;
  return {
    version: 2,
    command: "sync",
    run: "20261005T061000Z-7c1e",
    started_at: "2026-10-05T06:10:00.000Z",
    ended_at: sampleEnd,
    rows: rows.length,
    outcomes,
    requests: new RequestTally().counts,
    failures: [],
    changes: rows.reduce((sum, { changes }) => sum + changes.length, 0),
    waiting: { us: 0, provider: 0, platform: 0, outside: 0, another: 0, hold: 0 },
    completed: 0,
    ended: { count: 0, new: 0, statuses: [] },
    lapses: noLapses,
    caqh_failures: rows.filter((row) => caqhOf(row)?.error !== undefined).length,
    platforms: [
      {
        platform: "medallion",
        calls: 26 + submits,
        byPurpose: { "look-up": 4, existing: 22, submit: submits },
        throttled: 2,
        failed: 1,
        stops: [],
        one_by_one: requests * 3,
        seconds_at_pace: 20,
      },
      {
        platform: "verifiable",
        calls: 9,
        byPurpose: { "sign-in": 1, "look-up": 3, existing: 3, status: 2 },
        throttled: 0,
        failed: 2,
        stops: [],
        one_by_one: 24,
        seconds_at_pace: 1,
      },
      {
        platform: "caqh",
        calls: asked,
        byPurpose: { caqh: asked },
        throttled: 0,
        failed: 1,
        stops: [],
        one_by_one: rows.length,
        seconds_at_pace: Math.ceil(asked / 5),
      },
    ],
    warnings: [],
    results: "providers-october.results.csv",
    exit_code: 1,
  };
}
