import { describe, expect, test } from "vitest";
import { licenseRequests } from "../../../../src/platforms/medallion/license-requests.ts";
import type { Remote } from "../../../../src/platforms/resource.ts";
import { someRead } from "../../builders/clients.ts";
import { complaints, organization } from "../../builders/requests.ts";
import { uuid } from "../../builders/rows.ts";

const resource = licenseRequests({ organizationId: organization, oneRequestPerState: false });
const provider = uuid(100);

function listed(row: unknown): Remote | undefined {
  return resource.read.lists[0]?.read({ count: 1, next: null, results: [row] }, undefined)?.items[0];
}

const row = {
  id: uuid(1),
  resourcetype: "LicenseNewServiceRequest",
  provider,
  status: "requested",
  state: "CA",
};

describe("a listed license request", () => {
  test("is read in full", () => {
    const full = {
      ...row,
      created: "2026-01-31T10:00:00.123456Z",
      registration: "dea",
      certificate_type: "NP",
      duration_type: "permanent",
      rx_authority: null,
    };

    expect(listed(full)).toEqual({
      remoteId: uuid(1),
      subject: provider,
      status: "requested",
      createdAt: Date.UTC(2026, 0, 31, 10, 0, 0, 123),
      open: true,
      attributes: { state: "CA", registration: "dea", certificate_type: "NP", duration_type: "permanent" },
    });
  });

  test.each<[string, object, object]>([
    ["with its provider as an object", { provider: { id: provider.toUpperCase() } }, { subject: provider }],
    ["with an unknown status", { status: "quantum_review" }, { status: "quantum_review", open: true }],
    ["without a status", { status: null }, { status: undefined, open: true }],
    ["with a status of the wrong kind", { status: { word: "x" } }, { status: undefined }],
    ["with a time that cannot be read", { created: "soon" }, { createdAt: undefined }],
    ["with its state in small letters", { state: "ca" }, { attributes: { state: "CA" } }],
    [
      "with the authority that goes with it",
      { rx_authority: "rx_included" },
      { attributes: { rx_authority: "rx_included" } },
    ],
    ["with who works it", { is_medallion_owned: true }, { details: { is_medallion_owned: "yes" } }],
    ["with unknown fields", { surprise: [1, { a: 2 }] }, { remoteId: uuid(1) }],
    ["without a type", { resourcetype: undefined }, { remoteId: uuid(1) }],
    ["that is done", { status: "completed" }, { open: true }],
    ["that has ended", { status: "inactive" }, { open: false }],
  ])("is read %s", (_what, changes, expected) => {
    expect(listed({ ...row, ...changes })).toMatchObject(expected);
  });

  test.each<[string, unknown]>([
    ["of another type", { ...row, resourcetype: "LicenseRenewalServiceRequest" }],
    ["that is no object", "row"],
  ])("is skipped %s", (_what, odd) => {
    expect(listed(odd)).toBeUndefined();
  });

  test.each<[string, object, object]>([
    ["without an id", { id: null }, { remoteId: "", subject: provider }],
    ["without a provider", { provider: null }, { remoteId: uuid(1), subject: "" }],
    ["of a kind that nobody knows", { resourcetype: "NewLicense" }, { remoteId: uuid(1), subject: provider }],
  ])("%s is there all the same, though nothing is known by it", (_what, changes, expected) => {
    expect(listed({ ...row, ...changes })).toMatchObject({
      unreadable: true,
      open: true,
      attributes: {},
      ...expected,
    });
  });

  test("is requested in calls that the description knows", () => {
    const calls = [
      resource.read.lists[0]?.call(undefined),
      resource.read.ofSubject?.(provider, {}).call("100") ?? someRead,
      resource.read.byId?.(uuid(1)).call ?? someRead,
    ];

    expect(calls.map((call) => call && complaints("medallion", call))).toEqual([[], [], []]);
    expect(resource.read.byId?.(uuid(1)).read({ ...row, status: 3 })).toMatchObject({
      remoteId: uuid(1),
      status: "3",
    });
    expect(resource.read.byId?.(uuid(1)).read([])).toBeUndefined();
  });
});
