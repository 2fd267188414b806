import { afterEach, describe, expect, test } from "vitest";
import type { Attributes } from "../../../src/ledger/entry.ts";
import { enrollmentRequests } from "../../../src/platforms/medallion/enrollment-requests.ts";
import type { Resource } from "../../../src/platforms/resource.ts";
import { credentialingRequests } from "../../../src/platforms/verifiable/credentialing-requests.ts";
import { mergeWorkItems } from "../../../src/reconcile/aliases.ts";
import { openStaging, type Staging } from "../../../src/staging/staging.ts";
import type { WorkItem } from "../../../src/staging/work-item.ts";
import { known } from "../builders/events.ts";
import { organization } from "../builders/requests.ts";
import { uuid } from "../builders/rows.ts";

const enrollments = enrollmentRequests(organization);

const open: Staging[] = [];
afterEach(() => {
  for (const staging of open.splice(0)) staging.close();
});

/** What is left of work items of one subject, by key, once those that are the same are one. */
function merged(
  resource: Resource,
  wanted: Readonly<Record<string, Attributes>>,
  told: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, WorkItem> {
  const staging = openStaging();
  open.push(staging);
  const subject = uuid(100);
  for (const [index, [key, attributes]] of Object.entries(wanted).entries()) {
    const where = { kind: resource.kind, subject, attributes, batch: key, row: index + 2 };
    staging.workItems.add([{ key, ...where, toldIds: [told[key] ?? []].flat(), known: known() }]);
  }
  mergeWorkItems(resource, staging);
  return new Map(
    staging.workItems.ofSubject(resource.kind, subject).map((workItem) => [workItem.key, workItem]),
  );
}

const aetna: Attributes = { subject: "provider", state: "TX", payer_name: "Aetna", lines_of_business: [] };

describe("work items that the platform could not tell apart", () => {
  test("become the one that names its payer best, which keeps what was known of the other", () => {
    const workItems = merged(
      enrollments,
      { vague: aetna, exact: { ...aetna, payer_entity: uuid(1) } },
      { vague: uuid(7) },
    );

    expect([...workItems.keys()]).toEqual(["exact"]);
    expect(workItems.get("exact")).toMatchObject({ toldIds: [uuid(7)], state: "look", problem: undefined });
  });

  test("become one through a chain of ever clearer ones, in whatever order they come", () => {
    const chain: readonly (readonly [string, Attributes])[] = [
      ["name", aetna],
      ["name and id", { ...aetna, payer_id: "60054" }],
      ["all", { ...aetna, payer_id: "60054", payer_entity: uuid(1) }],
    ];
    for (const order of [
      chain,
      chain.toReversed(),
      [1, 2, 0].flatMap((place) => chain.slice(place, place + 1)),
    ]) {
      const workItems = merged(enrollments, Object.fromEntries(order));

      expect([...workItems.keys()]).toEqual(["all"]);
      expect(workItems.get("all")?.problem).toBeUndefined();
    }
  });

  test("stay apart when they are about different things", () => {
    const workItems = merged(enrollments, {
      texas: aetna,
      florida: { ...aetna, state: "FL", payer_entity: uuid(1) },
      cigna: { ...aetna, payer_name: "Cigna", payer_entity: uuid(2) },
    });

    expect([...workItems.keys()].toSorted()).toEqual(["cigna", "florida", "texas"]);
    expect([...workItems.values()].map(({ problem }) => problem)).toEqual([undefined, undefined, undefined]);
  });

  test("fail when one could be any of two others", () => {
    const workItems = merged(enrollments, {
      vague: aetna,
      one: { ...aetna, payer_entity: uuid(1) },
      other: { ...aetna, payer_entity: uuid(2) },
    });

    expect(workItems.get("vague")).toMatchObject({ state: "done", problem: { code: "contradiction" } });
    expect([workItems.get("one")?.state, workItems.get("other")?.state]).toEqual(["look", "look"]);
  });

  test("stay apart when they are a facility's specialties, each with a request of its own or in one together", () => {
    const workItems = merged(credentialingRequests, {
      one: { subject: "facility", specialties: [uuid(1)] },
      other: { subject: "facility", specialties: [uuid(2)] },
    });

    expect([...workItems.values()].map(({ state, problem }) => [state, problem])).toEqual([
      ["look", undefined],
      ["look", undefined],
    ]);
  });
});
