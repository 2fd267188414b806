import { afterEach, describe, expect, test } from "vitest";
import type { Facts } from "../../../src/ledger/entry.ts";
import { enrollmentRequests } from "../../../src/platforms/medallion/enrollment-requests.ts";
import { credentialingRequests } from "../../../src/platforms/verifiable/credentialing-requests.ts";
import type { RequestBook } from "../../../src/platforms/platform.ts";
import { mergeWants } from "../../../src/reconcile/merge.ts";
import type { Want } from "../../../src/staging/work-items.ts";
import { openWorkspace, type Workspace } from "../../../src/staging/staging.ts";
import { organization } from "../builders/requests.ts";
import { uuid } from "../builders/rows.ts";

const enrollments = enrollmentRequests(organization);

const open: Workspace[] = [];
afterEach(() => {
  for (const workspace of open.splice(0)) workspace.close();
});

/** What is left of wants of one subject, by key, once those that are the same are one. */
function merged(
  book: RequestBook,
  wanted: Readonly<Record<string, Facts>>,
  known: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, Want> {
  const workspace = openWorkspace();
  open.push(workspace);
  const subject = uuid(100);
  for (const [index, [key, facts]] of Object.entries(wanted).entries()) {
    const where = { kind: book.kind, subject, facts, bundle: key, row: index + 2 };
    workspace.wants.add([
      { key, ...where, toldIds: [known[key] ?? []].flat(), step: "look", problem: undefined },
    ]);
  }
  mergeWants(book, workspace);
  return new Map(workspace.wants.ofSubject(book.kind, subject).map((want) => [want.key, want]));
}

const aetna: Facts = { subject: "provider", state: "TX", payer_name: "Aetna", lines_of_business: [] };

describe("wants that the platform could not tell apart", () => {
  test("become the one that names its payer best, which keeps what was known of the other", () => {
    const wants = merged(
      enrollments,
      { vague: aetna, exact: { ...aetna, payer_entity: uuid(1) } },
      { vague: uuid(7) },
    );

    expect([...wants.keys()]).toEqual(["exact"]);
    expect(wants.get("exact")).toMatchObject({ toldIds: [uuid(7)], step: "look", problem: undefined });
  });

  test("become one through a chain of ever clearer ones, in whatever order they come", () => {
    const chain: readonly (readonly [string, Facts])[] = [
      ["name", aetna],
      ["name and id", { ...aetna, payer_id: "60054" }],
      ["all", { ...aetna, payer_id: "60054", payer_entity: uuid(1) }],
    ];
    for (const order of [
      chain,
      chain.toReversed(),
      [1, 2, 0].flatMap((place) => chain.slice(place, place + 1)),
    ]) {
      const wants = merged(enrollments, Object.fromEntries(order));

      expect([...wants.keys()]).toEqual(["all"]);
      expect(wants.get("all")?.problem).toBeUndefined();
    }
  });

  test("stay apart when they are about different things", () => {
    const wants = merged(enrollments, {
      texas: aetna,
      florida: { ...aetna, state: "FL", payer_entity: uuid(1) },
      cigna: { ...aetna, payer_name: "Cigna", payer_entity: uuid(2) },
    });

    expect([...wants.keys()].toSorted()).toEqual(["cigna", "florida", "texas"]);
    expect([...wants.values()].map(({ problem }) => problem)).toEqual([undefined, undefined, undefined]);
  });

  test("fail when one could be any of two others", () => {
    const wants = merged(enrollments, {
      vague: aetna,
      one: { ...aetna, payer_entity: uuid(1) },
      other: { ...aetna, payer_entity: uuid(2) },
    });

    expect(wants.get("vague")).toMatchObject({ step: "done", problem: { code: "contradiction" } });
    expect([wants.get("one")?.step, wants.get("other")?.step]).toEqual(["look", "look"]);
  });

  test("stay apart when they are a facility's specialties, each with a request of its own or in one together", () => {
    const wants = merged(credentialingRequests, {
      one: { subject: "facility", specialties: [uuid(1)] },
      other: { subject: "facility", specialties: [uuid(2)] },
    });

    expect([...wants.values()].map(({ step, problem }) => [step, problem])).toEqual([
      ["look", undefined],
      ["look", undefined],
    ]);
  });
});
