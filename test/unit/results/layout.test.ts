import { describe, expect, test } from "vitest";
import { layOut } from "../../../src/results/layout.ts";
import { placesOf } from "../builders/rows.ts";

/** The columns that the program adds, as its documentation lists them. */
const added = [
  "sync_result",
  "sync_error_code",
  "sync_error",
  "provider_id",
  "verifiable_provider_id",
  "caqh_provider_id",
  "license_request_ids",
  "license_request_statuses",
  "enrollment_request_ids",
  "enrollment_statuses",
  "enrollment_status_reasons",
  "credentialing_request_id",
  "credentialing_request_status",
  "credentialing_status",
  "credentialing_file_id",
  "license_numbers",
  "license_expirations",
  "license_next_expiration",
  "enrollment_effective_dates",
  "enrollment_revalidation_dates",
  "recredentialing_due",
  "profile_state",
  "caqh_found",
  "caqh_roster_status",
  "caqh_authorization_flag",
  "caqh_provider_status",
  "caqh_provider_status_date",
  "caqh_practice_state",
  "caqh_attestation_due",
  "caqh_next_action",
  "caqh_error",
  "caqh_checked_at",
  "changes",
  "synced_at",
] as const;

describe("the columns of the results", () => {
  test("are the roster's as written, then ours", () => {
    expect(layOut(placesOf(["Manager", "NPI Number", ""])).header).toEqual([
      "Manager",
      "NPI Number",
      "",
      ...added,
    ]);
  });

  test("are not added where the roster has them, whatever they are called there", () => {
    const { header, indexOf } = layOut(placesOf(["CAQH ID", "npi", "sync_result", "Medallion ID"]));

    const own = new Set(["sync_result", "provider_id", "caqh_provider_id"]);
    expect(header).toEqual([
      "CAQH ID",
      "npi",
      "sync_result",
      "Medallion ID",
      ...added.filter((name) => !own.has(name)),
    ]);
    expect([indexOf("sync_result"), indexOf("provider_id"), indexOf("caqh_provider_id")]).toEqual([2, 3, 0]);
    expect(indexOf("sync_error_code")).toBe(4);
  });

  test("stay the same when the results come back as a roster", () => {
    const once = layOut(placesOf(["Manager", "npi"])).header;

    expect(layOut(placesOf(once)).header).toEqual(once);
  });

  test("have no place for ids of groups and facilities that the roster has no column for", () => {
    const { indexOf } = layOut(placesOf(["npi"]));

    expect([indexOf("group_profile_id"), indexOf("verifiable_facility_id")]).toEqual([undefined, undefined]);
    expect(layOut(placesOf(["npi", "Group profile ID"])).indexOf("group_profile_id")).toBe(1);
  });
});

describe("a row of the results", () => {
  const layout = layOut(placesOf(["Manager", "npi", "sync_result", "changes"]));
  const at = (row: readonly string[], column: (typeof added)[number]): string | undefined =>
    row[layout.indexOf(column) ?? -1];

  test("keeps the roster's cells and gets the answers in their places", () => {
    const row = layout.rowOf([" D. Ruiz ", "0012", "failed", "old"], {
      sync_result: "created",
      synced_at: "now",
    });

    expect(row.slice(0, 4)).toEqual([" D. Ruiz ", "0012", "created", "old"]);
    expect(at(row, "synced_at")).toBe("now");
    expect(row).toHaveLength(layout.header.length);
  });

  test("has blank cells where there is no answer", () => {
    const row = layout.rowOf(["a", "b", "c", "d"], {});

    expect(row.slice(4)).toEqual(Array.from({ length: layout.header.length - 4 }, () => ""));
  });

  test("of a short row is filled up, so that the answers stand under their headers", () => {
    const row = layout.rowOf(["D. Ruiz"], { sync_error_code: "ragged_row", sync_result: "failed" });

    expect(row.slice(0, 4)).toEqual(["D. Ruiz", "", "failed", ""]);
    expect(at(row, "sync_error_code")).toBe("ragged_row");
    expect(row).toHaveLength(layout.header.length);
  });

  test("of a long row loses no cell, and its answers stand under their headers", () => {
    const row = layout.rowOf(["a", "b", "c", "d", "e", "f"], { sync_error_code: "ragged_row" });

    expect(row.slice(0, 4)).toEqual(["a", "b", "c", "d"]);
    expect(at(row, "sync_error_code")).toBe("ragged_row");
    expect(row.slice(-2)).toEqual(["e", "f"]);
  });

  test("of a row that is long in blank cells only is as wide as all others", () => {
    expect(layout.rowOf(["a", "b", "c", "d", "", ""], {})).toHaveLength(layout.header.length);
    expect(layout.rowOf(["a", "b", "c", "d", "", "f", ""], {}).slice(layout.header.length)).toEqual([
      "",
      "f",
    ]);
  });

  test("that many rows have alike is made once", () => {
    const fresh = layOut(placesOf(["Manager", "npi"]));
    const answers = { sync_result: "skipped", synced_at: "now" };

    const apart = fresh.addedOf(answers);

    expect(apart).toEqual(fresh.rowOf(["a", "b"], answers).slice(2));
    expect(fresh.addedOf(answers)).toBe(apart);
    expect(fresh.addedOf({ sync_result: "failed" })?.[0]).toBe("failed");
    expect(layout.addedOf(answers)).toBeUndefined();
  });

  test("leaves out an answer that has no column", () => {
    const row = layout.rowOf(["a", "b", "c", "d"], { group_profile_id: "x" });

    expect(row).not.toContain("x");
    expect(Object.keys(row)).toEqual(Object.keys(layout.header));
  });
});
