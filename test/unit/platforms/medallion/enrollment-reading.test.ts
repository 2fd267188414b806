import { describe, expect, test } from "vitest";
import { enrollmentRequests } from "../../../../src/platforms/medallion/enrollment-requests.ts";
import type { Remote } from "../../../../src/platforms/resource.ts";
import { someRead } from "../../builders/clients.ts";
import { complaints, organization, sent } from "../../builders/requests.ts";
import { uuid } from "../../builders/rows.ts";

const resource = enrollmentRequests(organization);
const [provider, group] = [uuid(100), uuid(200)];

function listed(row: unknown): Remote | undefined {
  return resource.read.lists[0]?.read({ count: 1, next: null, results: [row] }, undefined)?.items[0];
}

const row = {
  id: uuid(1),
  resourcetype: "NewProviderPayerEnrollmentServiceRequest",
  provider,
  payer_name: "Aetna",
  state: "TX",
  status: "requested",
};

describe("a listed enrollment", () => {
  test("is read in full", () => {
    const full = {
      ...row,
      payer_id: "AB1",
      payer_entity: { id: uuid(4).toUpperCase() },
      status_reason: "client_request",
      status_category: "request_stopped",
      created: "2026-01-31T00:00:00Z",
      lines_of_business: [{ id: uuid(5), label: "Commercial" }, { label: "no id" }, null],
    };

    expect(listed(full)).toEqual({
      remoteId: uuid(1),
      subject: provider,
      status: "requested",
      statusReason: "client_request",
      details: { status_category: "request_stopped" },
      createdAt: Date.UTC(2026, 0, 31),
      open: false,
      attributes: {
        subject: "provider",
        state: "TX",
        payer_name: "Aetna",
        payer_id: "ab1",
        payer_entity: uuid(4),
        lines_of_business: [uuid(5)],
      },
    });
  });

  test.each<[string, object, object]>([
    [
      "of a group",
      { resourcetype: "NewGroupPayerEnrollmentServiceRequest", provider: null, group_profile: group },
      { subject: group, attributes: { subject: "group" } },
    ],
    ["with its provider as an object", { provider: { id: provider } }, { subject: provider }],
    [
      "with numbers for text",
      { payer_id: 60054, status: 5 },
      { status: "5", attributes: { payer_id: "60054" } },
    ],
    [
      "without lines of business",
      { lines_of_business: null },
      { attributes: { lines_of_business: undefined } },
    ],
    ["with an unknown status", { status: "quantum" }, { status: "quantum", open: true }],
    ["with an unknown category", { status_category: "new_word" }, { open: true }],
    ["that is active", { status: "active", status_category: "request_completed" }, { open: true }],
    ["that was denied", { status: "enrollment_denied" }, { open: false }],
    ["whose panel is closed", { status: "panel_closed" }, { open: false }],
    ["that was stopped", { status: "enrollment_stopped" }, { open: false }],
    [
      "that was denied, by its category",
      { status: "new_word", status_category: "request_denied" },
      { open: false },
    ],
  ])("is read %s", (_what, changes, expected) => {
    expect(listed({ ...row, ...changes })).toMatchObject(expected);
  });

  test.each<[string, unknown]>([
    ["that is a revalidation", { ...row, resourcetype: "ProviderRevalidationServiceRequest" }],
    ["that is a change of address", { ...row, resourcetype: "ProviderDemographicUpdateServiceRequest" }],
    [
      "of a facility",
      { ...row, resourcetype: "NewFacilityPayerEnrollmentServiceRequest", provider: null, facility: uuid(2) },
    ],
  ])("is skipped %s", (_what, odd) => {
    expect(listed(odd)).toBeUndefined();
  });

  test.each<[string, object, object]>([
    ["without an id", { id: "" }, { remoteId: "", subject: provider }],
    ["without a subject", { provider: null }, { remoteId: uuid(1), subject: "" }],
    [
      "of a kind that nobody knows",
      { resourcetype: "PayerEnrollment" },
      { remoteId: uuid(1), subject: provider },
    ],
  ])("%s is there all the same, though nothing is known by it", (_what, changes, expected) => {
    expect(listed({ ...row, ...changes })).toMatchObject({
      unreadable: true,
      open: true,
      attributes: {},
      ...expected,
    });
  });

  test("is requested in calls that the description knows, by the kind of its subject", () => {
    const calls = [
      resource.read.ofSubject?.(provider, { subject: "provider" }).call(undefined) ?? someRead,
      resource.read.ofSubject?.(group, { subject: "group" }).call(undefined) ?? someRead,
      resource.read.changedSince?.("2026-03-01").call("100"),
      resource.read.byId?.(uuid(1)).call ?? someRead,
    ];

    expect(calls.map((call) => call && complaints("medallion", call))).toEqual([[], [], [], []]);
    expect(calls.slice(0, 3).map((call) => call && sent(call).query)).toMatchObject([
      { provider },
      { group_profile: group },
      { status_update_time_after: "2026-03-01", offset: "100" },
    ]);
  });
});
