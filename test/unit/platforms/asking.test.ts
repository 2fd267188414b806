import { describe, expect, test } from "vitest";
import { credentialingRequests as medallionCredentialing } from "../../../src/platforms/medallion/credentialing-requests.ts";
import { enrollmentRequests } from "../../../src/platforms/medallion/enrollment-requests.ts";
import { licenseRequests } from "../../../src/platforms/medallion/license-requests.ts";
import { clockSlackMs, type Resource } from "../../../src/platforms/resource.ts";
import { credentialingRequests as verifiableCredentialing } from "../../../src/platforms/verifiable/credentialing-requests.ts";
import { organization, remote, sent } from "../builders/requests.ts";
import { uuid } from "../builders/rows.ts";

const [provider, group, facility] = [uuid(100), uuid(200), uuid(300)];
/** Each made by the test that needs it. */
type Make = () => Resource;
const licenses: Make = () => licenseRequests({ organizationId: organization, oneRequestPerState: false });
const enrollments: Make = () => enrollmentRequests(organization);
const credentialing: Make = () => medallionCredentialing(organization);
const verifiable: Make = () => verifiableCredentialing;

describe("how a platform is asked what is there:", () => {
  const id = uuid(7);
  const base = `/p/api/v1/organizations/${organization}`;
  const pages = { limit: "100", offset: "0" };

  const calls: readonly [
    string,
    Make,
    "list" | "subject" | "group" | "id" | "moved",
    string,
    object,
    string,
  ][] = [
    [
      "all licenses",
      licenses,
      "list",
      "/api/v1/staff/service-requests/",
      { ...pages, resourcetype: "LicenseNewServiceRequest", ordering: "id" },
      "existing",
    ],
    [
      "a provider's licenses",
      licenses,
      "subject",
      "/api/v1/staff/service-requests/",
      { provider },
      "existing",
    ],
    ["one license", licenses, "id", `/api/v1/staff/service-requests/${id}/`, {}, "status"],
    [
      "all enrollments",
      enrollments,
      "list",
      "/p/api/v1/service-requests/payer-enrollments/",
      { ...pages, ordering: "id" },
      "existing",
    ],
    [
      "a provider's enrollments",
      enrollments,
      "subject",
      "/p/api/v1/service-requests/payer-enrollments/",
      { ...pages, provider },
      "existing",
    ],
    [
      "a group's enrollments",
      enrollments,
      "group",
      "/p/api/v1/service-requests/payer-enrollments/",
      { ...pages, group_profile: group },
      "existing",
    ],
    [
      "what moved of enrollments",
      enrollments,
      "moved",
      "/p/api/v1/service-requests/payer-enrollments/",
      { ...pages, status_update_time_after: "2026-01-31", ordering: "id" },
      "status",
    ],
    [
      "one enrollment",
      enrollments,
      "id",
      `/p/api/v1/service-requests/payer-enrollments/${id}/`,
      {},
      "status",
    ],
    [
      "all credentialing",
      credentialing,
      "list",
      `${base}/credentialing-service-requests/`,
      pages,
      "existing",
    ],
    [
      "a provider's credentialing",
      credentialing,
      "subject",
      `${base}/credentialing-service-requests/`,
      { ...pages, provider_id: provider },
      "existing",
    ],
    [
      "one credentialing",
      credentialing,
      "id",
      `${base}/credentialing-service-requests/`,
      { ...pages, id },
      "status",
    ],
    [
      "all credentialing at Verifiable",
      verifiable,
      "list",
      "/credentialing-requests",
      { entityType: "Provider", sortedBy: "Id", sortDirection: "Asc" },
      "existing",
    ],
    [
      "a provider's at Verifiable",
      verifiable,
      "subject",
      "/credentialing-requests",
      { entityType: "Provider", entityId: provider },
      "existing",
    ],
    ["one at Verifiable", verifiable, "id", `/credentialing-requests/${id}`, {}, "status"],
  ];

  test.each(calls)("%s", (_what, resource, how, path, query, purpose) => {
    const { read } = resource();
    const call = {
      list: () => read.lists[0]?.call(undefined),
      subject: () => read.ofSubject?.(provider, { subject: "provider" }).call(undefined),
      group: () => read.ofSubject?.(group, { subject: "group" }).call(undefined),
      moved: () => read.changedSince?.("2026-01-31").call(undefined),
      id: () => read.byId?.(id).call,
    }[how]();
    if (call === undefined) throw new Error("it can be asked");
    expect(call.method).toBe("GET");
    expect(call.purpose).toBe(purpose);
    expect(sent(call).path).toBe(path);
    expect(sent(call).query).toMatchObject(query);
    expect(call.route).toBe(path.replace(id, "{id}").replace(organization, "{id}"));
  });

  test("facilities have a list of their own at Verifiable", () => {
    const facilities = verifiable().read.lists[1]?.call(undefined);
    expect(facilities && sent(facilities).query["entityType"]).toBe("Facility");
    const own = verifiable().read.ofSubject?.(facility, { subject: "facility" }).call(undefined);
    expect(own && sent(own).query).toMatchObject({ entityType: "Facility", entityId: facility });
  });

  test("one that is read by its id is no request where the answer is no object", () => {
    for (const resource of [licenses, enrollments, credentialing, verifiable])
      expect(resource().read.byId?.(id).read("no object")).toBeUndefined();
  });

  test("the subject alone is asked for by its id, where its kind is", () => {
    const asked = (resource: Make, subject: string, attributes: object) =>
      resource()
        .subjectAlone(subject, attributes as never)
        ?.call(undefined);
    for (const [resource, subject, attributes, words] of [
      [licenses, provider, {}, "providers"],
      [enrollments, provider, { subject: "provider" }, "providers"],
      [enrollments, group, { subject: "group" }, "group"],
      [credentialing, provider, {}, "providers"],
      [verifiable, provider, { subject: "provider" }, "providers"],
      [verifiable, facility, { subject: "facility" }, "facilities"],
    ] as const) {
      const call = asked(resource, subject, attributes);
      expect(call?.path).toContain(words);
      expect(JSON.stringify([call?.path, call?.query])).toContain(subject);
    }
  });
});

test("a number that two payers have is told with both names", () => {
  const wanted = {
    subject: "provider",
    state: "TX",
    payer_name: "Aetna",
    payer_id: "60054",
    lines_of_business: [],
  };
  expect(enrollments().clash?.(wanted, { ...wanted, payer_name: "Cigna" }, "roster")).toBe(
    'The payer\'s name differs: the row says "Aetna", and the request with the same payer_id "60054" is for "Cigna". Correct payer_name or payer_id.',
  );
  expect(enrollments().clash?.(wanted, wanted, "roster")).toBeUndefined();
});

test("nothing is no request to send", () => {
  for (const [resource, what] of [
    [licenses, "a license call needs a license"],
    [enrollments, "an enrollment call needs an enrollment"],
    [verifiable, "a credentialing call needs a request"],
  ] as const)
    expect(() => resource().create?.call([])).toThrow(what);
});

test("what a submission's answer shows at once, and what is asked for afterwards", () => {
  const shows = [licenses, enrollments, credentialing, verifiable].map(
    (resource) => resource().create?.returnsFinalState,
  );
  expect(shows).toEqual([false, true, false, true]);
});

describe("a listed request that fits may be taken for the wanted one", () => {
  const sentAt = 1_000_000_000;
  test.each([
    ["while it is open, whoever made it", true, undefined, undefined, true],
    ["not once it has ended", false, sentAt, undefined, false],
    [
      "where it has ended, and was made when this program sent it",
      false,
      sentAt - clockSlackMs,
      sentAt,
      true,
    ],
    ["where it has ended, and nobody says when it was made", false, undefined, sentAt, true],
    ["not where it had ended before this program sent it", false, sentAt - clockSlackMs - 1, sentAt, false],
  ])("%s", (_how, open, createdAt, when, may) => {
    for (const resource of [licenses, enrollments, credentialing, verifiable])
      expect(resource().mayAdopt({}, remote({ open, createdAt }), { sentAt: when })).toBe(may);
  });
});

test("a license that was sent is known by all but the list's own words for its profession and duration", () => {
  const wanted = { field: "license_states", state: "CA", certificate_type: "MD" };
  const fits = (attributes: Readonly<Record<string, string>>) =>
    licenses().fitsButForWords?.(
      wanted,
      remote({ attributes: { state: "CA", registration: "state", ...attributes } }),
    );
  expect(fits({ certificate_type: "Physician & Surgeon", duration_type: "for ever" })).toBe(true);
  expect(fits({ certificate_type: "DO" })).toBe(false);
  expect(fits({ duration_type: "temporary" })).toBe(false);
  expect(fits({ state: "NY" })).toBe(false);
});

test("any listed credentialing of a provider at Medallion fits: there is one for each", () => {
  expect(credentialing().matchRank({}, remote())).toBe(1);
});

test("the calls that ask for something are for that, and name no id in what is counted", () => {
  for (const [resource, attributes] of [
    [licenses, { provider, field: "license_states", state: "CA", certificate_type: "MD" }],
    [enrollments, { subject: "provider", subject_id: provider, state: "TX", payer_name: "Aetna" }],
    [credentialing, { provider }],
    [verifiable, { subject: "provider", subject_id: provider }],
  ] as const) {
    const call = resource().create?.call([attributes]);
    expect(call).toMatchObject({ method: "POST", purpose: "submit" });
    expect(call?.route).toBe(call?.path.replace(organization, "{id}"));
  }
  expect([licenses, enrollments, credentialing, verifiable].map((make) => make().platform)).toEqual([
    "medallion",
    "medallion",
    "medallion",
    "verifiable",
  ]);
});
