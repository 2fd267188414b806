import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { credentialingRequests } from "../../../../src/platforms/medallion/credentialing-requests.ts";
import { madeBySubmission, type Remote } from "../../../../src/platforms/resource.ts";
import { someRead } from "../../builders/clients.ts";
import { prop } from "../../builders/properties.ts";
import {
  complaints,
  attributesOf,
  ids,
  organization,
  remote,
  sent,
  someone,
  creating,
} from "../../builders/requests.ts";
import { uuid } from "../../builders/rows.ts";

const resource = credentialingRequests(organization);
const spec = { kind: "medallion.credentialing" } as const;
const provider = uuid(100);

function listed(row: unknown): Remote | undefined {
  return resource.read.lists[0]?.read({ count: 1, next: null, results: [row] }, undefined)?.items[0];
}

const row = {
  id: uuid(1),
  provider: { id: provider, full_name: "Amara Okafor" },
  request_status: "intake_inprogress",
};

describe("asking Medallion for credentialing", () => {
  prop([ids])("is a provider's id and nothing else", (id) => {
    const call = creating(resource).call([attributesOf(resource, spec, { provider: [id] })]);

    expect(complaints("medallion", call)).toEqual([]);
    expect(sent(call).body).toEqual({ provider_id: id });
  });

  test("is requested in the organization's own path", () => {
    const { path, route } = creating(resource).call([attributesOf(resource, spec, { provider: [provider] })]);

    expect(path).toBe(`/p/api/v1/organizations/${organization}/credentialing-service-requests/`);
    expect(route).not.toContain(organization);
  });

  test("is one request for a provider", () => {
    const key = (id: string): string => resource.identify(spec, new Map([["provider", [id]]])).key;

    expect(key(provider)).toBe(key(provider));
    expect(key(uuid(101))).not.toBe(key(provider));
    expect(resource.draft(spec, someone)).toEqual(
      resource.draft(spec, { email: someone.email?.toUpperCase() ?? "" }),
    );
  });
});

describe("a listed credentialing request", () => {
  test("is read in full", () => {
    const full = {
      ...row,
      requested: "2026-01-31T00:00:00Z",
      credentialing_status: "clear",
      credentialing_file: uuid(7).toUpperCase(),
    };

    expect(listed(full)).toEqual({
      remoteId: uuid(1),
      subject: provider,
      status: "intake_inprogress",
      details: { credentialing_status: "clear", credentialing_file_id: uuid(7) },
      createdAt: Date.UTC(2026, 0, 31),
      open: true,
      attributes: {},
    });
  });

  test.each<[string, object, object]>([
    ["with its provider as text", { provider: provider.toUpperCase() }, { subject: provider }],
    ["with its provider elsewhere", { provider: null, provider_id: provider }, { subject: provider }],
    ["with its status under the other name", { request_status: null, status: "ready" }, { status: "ready" }],
    ["with both names of the status", { status: "other" }, { status: "intake_inprogress" }],
    ["without details", { credentialing_status: null, credentialing_file: null }, { details: undefined }],
    ["with the time when it was made", { created: "2026-01-30" }, { createdAt: Date.UTC(2026, 0, 30) }],
    [
      "without an id, as one that cannot be read",
      { id: null },
      { remoteId: "", subject: provider, unreadable: true },
    ],
    [
      "without a provider, as one that cannot be read",
      { provider: null },
      { remoteId: uuid(1), subject: "", unreadable: true },
    ],
    ["with a day for its time", { requested: "2026-01-31" }, { createdAt: Date.UTC(2026, 0, 31) }],
  ])("is read %s", (_what, changes, expected) => {
    expect(listed({ ...row, ...changes })).toMatchObject(expected);
  });

  test.each([
    ["scheduled", "open"],
    ["verification_inprogress", "open"],
    ["ready_for_committee", "open"],
    ["in_committee", "open"],
    ["something_new", "open"],
    ["closed", "closed"],
    ["committee_approved", "closed"],
    ["committee_rejected", "closed"],
    ["file_expired", "closed"],
  ])("that is %s is %s", (status, open) => {
    expect(listed({ ...row, request_status: status })).toMatchObject({ open: open === "open" });
    expect(resource.mayAdopt({}, remote({ open: open === "open" }), { sentAt: undefined })).toBe(
      open === "open",
    );
  });

  test("is requested in calls that the description knows", () => {
    const calls = [
      resource.read.lists[0]?.call("100"),
      resource.read.ofSubject?.(provider, {}).call(undefined) ?? someRead,
      resource.read.byId?.(uuid(1)).call ?? someRead,
    ];

    expect(calls.map((call) => call && complaints("medallion", call))).toEqual([[], [], []]);
  });

  test("is found by its id in the list that stands in for a route of its own, however much that shows", () => {
    const results = [{ ...row, id: uuid(2) }, row];

    expect(resource.read.byId?.(uuid(1)).read({ count: 2, next: null, results })).toMatchObject({
      remoteId: uuid(1),
    });
    expect(resource.read.byId?.(uuid(3)).read({ count: 2, next: null, results })).toBeUndefined();
  });
});

describe("a request that this program may have sent", () => {
  const sentAt = Date.parse("2026-03-01T12:00:00Z");
  const minutes = (count: number): number => sentAt + count * 60_000;

  test.each([
    ["was made after it was sent", minutes(1), true],
    ["was made by a clock that runs a little late", minutes(-9), true],
    ["was made long before", minutes(-60), false],
    ["does not say when it was made", undefined, true],
  ])("%s", (_what, createdAt, mine) => {
    expect(madeBySubmission(remote({ createdAt }), { sentAt })).toBe(mine);
  });

  test("is none when nothing was sent", () => {
    fc.assert(
      fc.property(fc.option(fc.integer(), { nil: undefined }), (createdAt) => {
        expect(madeBySubmission(remote({ createdAt }), { sentAt: undefined })).toBe(false);
      }),
    );
  });
});
