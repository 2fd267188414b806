import { describe, expect, test } from "vitest";
import type { Remote } from "../../../../src/platforms/resource.ts";
import { credentialingRequests as resource } from "../../../../src/platforms/verifiable/credentialing-requests.ts";
import { someRead } from "../../builders/clients.ts";
import { complaints, sent } from "../../builders/requests.ts";
import { uuid } from "../../builders/rows.ts";

const [provider, facility] = [uuid(100), uuid(200)];

function listed(row: unknown): Remote | undefined {
  return resource.read.lists[0]?.read({ items: [row] }, undefined)?.items[0];
}

const row = {
  id: uuid(1),
  type: "Initial",
  provider: { id: provider, firstName: "Amara" },
  createdAt: "2026-01-31T10:00:00.0000000Z",
  currentEvent: { status: "RequestSubmitted" },
};

describe("a credentialing request that Verifiable lists", () => {
  test("is read in full", () => {
    expect(listed(row)).toEqual({
      remoteId: uuid(1),
      subject: provider,
      status: "RequestSubmitted",
      createdAt: Date.UTC(2026, 0, 31, 10),
      open: true,
      attributes: { subject: "provider", type: "Initial", specialties: [] },
    });
  });

  test.each<[string, object, object]>([
    [
      "with its provider by id alone",
      { provider: null, providerId: provider.toUpperCase() },
      { subject: provider },
    ],
    [
      "of a facility, with its specialties",
      { provider: null, facility: { id: facility }, facilitySpecialties: [{ id: uuid(7) }, null, {}] },
      { subject: facility, attributes: { subject: "facility", specialties: [uuid(7)] } },
    ],
    [
      "of a facility, with its specialties under the older name",
      {
        provider: undefined,
        facility: { id: facility },
        facilitySpecialtyIds: [uuid(7).toUpperCase(), null],
      },
      { attributes: { specialties: [uuid(7)] } },
    ],
    ["without a type", { type: null }, { attributes: { type: "Initial" } }],
    ["without a time", { createdAt: undefined }, { createdAt: undefined }],
    ["without any event", { currentEvent: null, allEvents: null }, { status: undefined, open: true }],
    [
      "with the newest of its events where it has no current one",
      {
        currentEvent: undefined,
        allEvents: [
          { status: "RequestInProgress", timestamp: "2026-02-02T00:00:00Z" },
          { status: "AdditionalInformationRequested", timestamp: "2026-02-03T00:00:00Z" },
          { status: "RequestSubmitted", timestamp: "2026-02-01T00:00:00Z" },
        ],
      },
      { status: "AdditionalInformationRequested" },
    ],
  ])("is read %s", (_what, changes, expected) => {
    expect(listed({ ...row, ...changes })).toMatchObject(expected);
  });

  test.each([
    ["Initial", "RequestSubmitted", "blocks"],
    ["Initial", "AdditionalInformationRequested", "blocks"],
    ["Initial", "CancellationRequested", "blocks"],
    ["Initial", "SomethingNew", "blocks"],
    ["Initial", "Cancelled", "does not block"],
    ["Initial", "UnableToComplete", "does not block"],
    ["Initial", "Completed", "blocks"],
    ["Initial", "CompletedWithConcern", "blocks"],
    ["ReCredentialing", "RequestInProgress", "blocks"],
    ["ReCredentialing", "Completed", "does not block"],
    ["OffCycle", "CompletedWithConcern", "does not block"],
  ])("of type %s that is %s %s a new one", (type, status, open) => {
    expect(listed({ ...row, type, currentEvent: { status } })).toMatchObject({ open: open === "blocks" });
  });

  test.each<[string, unknown]>([["that is no object", 7]])("is skipped %s", (_what, odd) => {
    expect(listed(odd)).toBeUndefined();
  });

  test.each<[string, object, object]>([
    ["without an id", { id: null }, { remoteId: "", subject: provider }],
    ["without a subject", { provider: null }, { remoteId: uuid(1), subject: "" }],
  ])("%s is there all the same, though nothing is known by it", (_what, changes, expected) => {
    expect(listed({ ...row, ...changes })).toMatchObject({
      unreadable: true,
      open: true,
      attributes: {},
      ...expected,
    });
  });

  test("is requested in calls that the description knows, always with the kind of its subject", () => {
    const calls = [
      ...resource.read.lists.map((listing) => listing.call("100")),
      resource.read.ofSubject?.(provider, { subject: "provider" }).call(undefined) ?? someRead,
      resource.read.ofSubject?.(facility, { subject: "facility" }).call(undefined) ?? someRead,
      resource.read.byId?.(uuid(1)).call ?? someRead,
    ];

    expect(calls.flatMap((call) => complaints("verifiable", call))).toEqual([]);
    expect(calls.slice(0, 4).map((call) => sent(call).query["entityType"])).toEqual([
      "Provider",
      "Facility",
      "Provider",
      "Facility",
    ]);
    expect(calls[2] && sent(calls[2]).query["entityId"]).toBe(provider);
  });

  test("is read by itself as it is in the list", () => {
    expect(resource.read.byId?.(uuid(1)).read(row)).toEqual(listed(row));
    expect(resource.read.byId?.(uuid(1)).read([row])).toBeUndefined();
  });
});
