import { resultColumns } from "../../src/roster/columns.ts";
import type { RequestRecord, World } from "../../src/sandbox/index.ts";
import type { Imitation } from "../../src/sandbox/sandbox.ts";
import {
  askedBy,
  foreignAnswers,
  isSameRequest,
  onPlatforms,
  valuesIn,
  type Row,
} from "../edits/reference.ts";
import { naturalKeys } from "../support/natural-keys.ts";

/** A promise that was broken. */
export class Broken extends Error {}

/** What a row may say that gets nothing although its words name one person: rows that do not agree, or an id that a person wrote. */
const excused =
  /^(?:contradiction|no_identity|ambiguous_subject|.*_mismatch|.*_not_found|.*_ambiguous|nothing_asked)$/;

const identityColumns = [
  "provider_id",
  "verifiable_provider_id",
  "caqh_provider_id",
  "group_profile_id",
  "verifiable_facility_id",
  "payer_entity",
];

const ours: ReadonlySet<string> = new Set(resultColumns);

/** Whatever happens: only what the rows of these rosters ask for is made, and that once. */
export function checkPlatforms(
  platforms: Imitation,
  world: World,
  rosters: readonly (readonly Row[])[],
): void {
  const asked = new Set(rosters.flat().flatMap((row) => Object.values(askedBy(row, world)).flat()));
  const made = keysOf(platforms, ({ origin }) => origin === "posted");
  const unasked = made.filter((key) => !asked.has(key));
  if (unasked.length > 0) throw new Broken(`nobody asked for ${unasked.join("; ")}`);
  // what others requested and what has ended since may be requested once more
  const before = new Set(
    keysOf(platforms, ({ origin, track }) => origin === "world" && track.step < track.path.length - 1),
  );
  const twice = made.filter((key, index) => made.indexOf(key) !== index || before.has(key));
  if (twice.length > 0) throw new Broken(`made twice: ${twice.join("; ")}`);
}

/** The natural keys of some of what is on the platforms. */
function keysOf({ state }: Imitation, which: (record: RequestRecord) => boolean): readonly string[] {
  return naturalKeys({
    state: {
      day: state.day,
      licenseRequests: state.licenseRequests.filter(which),
      enrollments: state.enrollments.filter(which),
      credentialing: state.credentialing.filter(which),
      credentialingRequests: state.credentialingRequests.filter(which),
    },
  });
}

/** Every row comes out, in its place, with all that the team wrote in it and with an answer. */
export function checkRows(before: readonly Row[], after: readonly Row[]): void {
  if (after.length !== before.length)
    throw new Broken(`${before.length} rows went in and ${after.length} came out`);
  for (const [index, row] of before.entries()) {
    const answered = after[index] ?? {};
    for (const [column, cell] of Object.entries(row)) {
      if (ours.has(column)) continue;
      const mayFill = identityColumns.includes(column) && cell === "";
      const isRenewed = identityColumns.includes(column) && "sync_result" in row;
      if (answered[column] !== cell && !mayFill && !isRenewed)
        throw new Broken(`row ${index + 2}: ${column} was "${cell}" and is "${answered[column]}"`);
    }
    if (!/^(?:created|exists|failed|unknown|skipped|planned)$/.test(answered["sync_result"] ?? ""))
      throw new Broken(`row ${index + 2} has no answer`);
  }
}

/** What a row calls made or there is there, and its ids are those of what it asks for. */
export function checkAnswers(rows: readonly Row[], world: World, platforms: Imitation): void {
  const there = onPlatforms(platforms);
  const made = [...there.values()].map(({ key }) => key);
  for (const [index, row] of rows.entries()) {
    if (!/^(?:created|exists)$/.test(row["sync_result"] ?? "") || isOnlyPromised(row)) continue;
    for (const [column, keys] of Object.entries(askedBy(row, world))) {
      if (isHeld(row, column)) continue;
      const missing = keys.filter((key) => !made.some((other) => isSameRequest(key, other)));
      if (missing.length > 0)
        throw new Broken(
          `row ${index + 2} says ${row["sync_result"]}, and there is no ${missing.join("; ")}`,
        );
      if (keys.length === 0 || !isToldWhole(row)) continue;
      for (const id of valuesIn(row[column] ?? "")) {
        const key = there.get(id)?.key ?? "";
        if (!keys.some((wanted) => isSameRequest(key, wanted)))
          throw new Broken(`row ${index + 2}: ${column} has ${id}, which is ${key || "nothing"}`);
      }
    }
  }
}

/** It says itself that the platform accepted it tonight and that nobody has seen it yet. */
function isOnlyPromised(row: Row): boolean {
  return row["sync_result"] === "created" && row["sync_error_code"] === "id_unconfirmed";
}

/** After a night on which everybody answered: nothing of anybody else stands in any row. */
export function checkWhole(rows: readonly Row[], world: World, platforms: Imitation): void {
  const read = rows.map((row): Row => {
    if (row["sync_result"] === "failed") return {};
    const asked = askedBy(row, world);
    return Object.fromEntries(
      Object.entries(row).filter(([column, cell]) => {
        const ids = idsBeside[column];
        // what is not asked for is not asked about, and what is held has no request
        return ids === undefined || ((asked[ids] ?? []).length > 0 && !held.test(cell));
      }),
    );
  });
  const foreign = foreignAnswers(read, world, onPlatforms(platforms));
  if (foreign.length > 0) throw new Broken(`answers of somebody else: ${foreign.join("; ")}`);
}

/** The night could ask for all that the row shows. */
function isToldWhole(row: Row): boolean {
  return (
    /^(?:created|exists)$/.test(row["sync_result"] ?? "") &&
    /^(?:|stale_answer)$/.test(row["sync_error_code"] ?? "")
  );
}

/** The columns of statuses, and those of the ids that they are of. */
const idsBeside: Readonly<Record<string, string>> = {
  license_request_statuses: "license_request_ids",
  enrollment_statuses: "enrollment_request_ids",
  credentialing_request_status: "credentialing_request_id",
};
const held = /\b(?:held |in force)/;

/** It has it already, so it is not requested. */
function isHeld(row: Row, column: string): boolean {
  return held.test(
    row[column.startsWith("enrollment") ? "enrollment_statuses" : "license_request_statuses"] ?? "",
  );
}

/**
 * It asks Verifiable for somebody, has the id of a facility and no word that Verifiable could find a person by, and so
 * lacks the specialties for which a facility is credentialed. Nothing of a row with a fault is requested.
 */
function lacksSpecialties(row: Row): boolean {
  const isFilled = (column: string): boolean => (row[column] ?? "") !== "";
  return (
    row["sync_error_code"] === "missing_value" &&
    row["credentialing"] === "verifiable" &&
    (isFilled("verifiable_facility_id") || isFilled("facility_name")) &&
    !["npi", "verifiable_provider_id", "facility_specialties"].some(isFilled)
  );
}

/** What is left to do; empty when everything that is asked for is there. */
export function openIn(rows: readonly Row[], world: World, platforms: Imitation): readonly string[] {
  const made = naturalKeys(platforms);
  return rows.flatMap((row, index) => {
    const keys = Object.values(askedBy(row, world)).flat();
    const result = row["sync_result"] ?? "";
    const code = row["sync_error_code"] ?? "";
    if (result === "created" || result === "exists" || excused.test(code) || lacksSpecialties(row)) return [];
    // an id that somebody typed and that nobody has
    if (code === "refused" && /object does not exist/.test(row["sync_error"] ?? "")) return [];
    // the row asks for nothing, or for nobody whom its words name
    if (keys.length === 0 && result !== "unknown") return [];
    const missing = keys.filter((key) => !made.some((other) => isSameRequest(key, other)));
    return [
      `row ${index + 2}: ${result} ${code}: ${row["sync_error"]} (not there: ${missing.join("; ") || "nothing"})`,
    ];
  });
}
