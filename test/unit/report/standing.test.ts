import { describe, expect, test } from "vitest";
import { standingOf } from "../../../src/platforms/catalog.ts";
import { enrollmentCategories } from "../../../src/platforms/medallion/statuses.ts";
import { renderReport } from "../../../src/report/render.ts";
import { parties, partyMeanings, partyNames } from "../../../src/requests/party.ts";
import { reportOf } from "../../support/report-sample.ts";
import { contractStatuses } from "./contract-statuses.ts";
import { tableRows } from "./page-text.ts";

const enrollment = { platform: "medallion", kind: "enrollment" } as const;
const license = { platform: "medallion", kind: "license" } as const;
const credentialing = { platform: "medallion", kind: "credentialing" } as const;
const verifiable = { platform: "verifiable", kind: "credentialing" } as const;

describe("whose move it is", () => {
  test.each(contractStatuses.enrollmentCategories)(
    "is known for the enrollment category %s",
    (statusCategory) => {
      expect(Object.keys(enrollmentCategories)).toContain(statusCategory);
      expect(standingOf({ ...enrollment, status: "a_new_word", statusCategory })).toMatchObject({
        category: statusCategory,
      });
    },
  );

  test.each(contractStatuses.enrollment)(
    "is known for the enrollment status %s without its category",
    (status) => {
      expect(standingOf({ ...enrollment, status }).party).not.toBe("unclear");
    },
  );

  test.each(contractStatuses.license)("is known for the license status %s", (status) => {
    expect(standingOf({ ...license, status }).party).not.toBe("unclear");
  });

  test.each(contractStatuses.credentialing)("is known for the credentialing status %s", (status) => {
    expect(standingOf({ ...credentialing, status }).party).not.toBe("unclear");
  });

  test.each(contractStatuses.verifiable)("is known for Verifiable's status %s", (status) => {
    expect(standingOf({ ...verifiable, status }).party).not.toBe("unclear");
  });

  test("follows the platform's category rather than the status", () => {
    expect(standingOf({ ...enrollment, status: "active", statusCategory: "needs_client_attention" })).toEqual(
      {
        party: "us",
        category: "needs_client_attention",
      },
    );
  });

  test("is the same however a platform spells a status", () => {
    for (const status of ["in_committee", "InCommittee", "IN COMMITTEE"]) {
      expect(standingOf({ ...credentialing, status }).party).toBe("outside");
    }
  });

  test("is waiting on us when Medallion marks a credentialing file, until the request is closed", () => {
    const marked = { ...credentialing, fileStatus: "needs_attention" };
    expect(standingOf({ ...marked, status: "ready_for_committee" })).toEqual({
      party: "us",
      category: "needs_attention",
    });
    expect(standingOf({ ...marked, status: "closed" }).party).toBe("done");
    expect(standingOf({ ...credentialing, status: "ready_for_committee", fileStatus: "clear" }).party).toBe(
      "outside",
    );
  });

  test.each(parties)("%s has a name and a meaning", (party) => {
    expect(partyNames[party]).not.toBe("");
    expect(partyMeanings[party]).not.toBe("");
  });
});

describe("an unknown status", () => {
  test("waits on no one and is shown unchanged", () => {
    const request = {
      ...license,
      row: 2,
      who: "Jun Sato",
      label: "license CA",
      outcome: "exists",
      status: "board_on_strike",
    } as const;
    expect(standingOf(request)).toEqual({ party: "unclear", category: "not known" });
    const page = renderReport(reportOf([{ requests: [request], changes: [] }]));
    expect(tableRows(page, "categories")).toEqual([
      ["Not clear", "not known", "1", "Licenses, Medallion", "board_ on_ strike 1"],
    ]);
  });

  test("keeps a category that is new, too", () => {
    expect(standingOf({ ...enrollment, status: "a_new_word", statusCategory: "a_new_category" })).toEqual({
      party: "unclear",
      category: "a_new_category",
    });
    expect(standingOf({ ...enrollment, statusCategory: "toString" }).party).toBe("unclear");
  });
});
