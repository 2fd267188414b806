import { describe, expect, test } from "vitest";
import type { Attributes } from "../../../src/ledger/entry.ts";
import { credentialingRequests as medallionCredentialing } from "../../../src/platforms/medallion/credentialing-requests.ts";
import { enrollmentRequests } from "../../../src/platforms/medallion/enrollment-requests.ts";
import { licenseRequests } from "../../../src/platforms/medallion/license-requests.ts";
import type { Resource } from "../../../src/platforms/resource.ts";
import { credentialingRequests as verifiable } from "../../../src/platforms/verifiable/credentialing-requests.ts";
import { organization, creating } from "../builders/requests.ts";
import { uuid } from "../builders/rows.ts";

const [provider, other, id] = [uuid(100), uuid(101), uuid(7)];
const licenses = licenseRequests({ organizationId: organization, oneRequestPerState: false });
const enrollments = enrollmentRequests(organization);
const credentialing = medallionCredentialing(organization);

const license = (state: string): Attributes => ({
  provider,
  field: "license_states",
  state,
  certificate_type: "MD",
});
const enrollment: Attributes = {
  subject: "provider",
  subject_id: provider,
  state: "TX",
  payer_name: "Aetna",
};
const withEntity: Attributes = { ...enrollment, payer_entity: uuid(50) };
const initial: Attributes = { subject: "provider", subject_id: provider };

const shown: readonly (readonly [string, Resource, readonly Attributes[], unknown, string | undefined])[] = [
  ["a license by its provider", licenses, [license("CA")], { provider }, undefined],
  ["a license by an id, which is not its own", licenses, [license("CA")], { id }, undefined],
  [
    "licenses by the states, written out and in any order",
    licenses,
    [license("CA"), license("NY")],
    { provider: provider.toUpperCase(), license_states: ["New York", "ca"] },
    undefined,
  ],
  ["an enrollment by its id", enrollments, [enrollment], { id: id.toUpperCase() }, id],
  [
    "an enrollment by whom, where and with whom",
    enrollments,
    [enrollment],
    { provider, state: "Texas", payer_name: "AETNA, Inc." },
    undefined,
  ],
  [
    "an enrollment whose payer is given its whole name",
    enrollments,
    [enrollment],
    { id, provider, state: "TX", payer_name: "Aetna Life Insurance Co" },
    id,
  ],
  [
    "an enrollment by its payer's id, whatever that is called",
    enrollments,
    [withEntity],
    { provider, state: "TX", payer_entity: uuid(50), payer_name: "Something Else" },
    undefined,
  ],
  ["credentialing by its provider", credentialing, [{ provider }], { provider_id: provider }, undefined],
  ["credentialing by its id", credentialing, [{ provider }], { id, provider: { id: provider } }, id],
  ["Verifiable's by its id", verifiable, [initial], { id, provider: { id: provider }, type: "initial" }, id],
  [
    "an answer whose errors are empty",
    credentialing,
    [{ provider }],
    { id, errors: [], error: null, success: true },
    id,
  ],
];

const unproven: readonly (readonly [string, Resource, readonly Attributes[], unknown])[] = [
  ...(
    [
      ["nothing", undefined],
      ["null", null],
      ["an empty text", ""],
      ["a word", "ok"],
      ["an empty list", []],
      ["an empty object", {}],
      ["a status alone", { status: "requested" }],
      ["an id one level too deep", { data: { id } }],
    ] as const
  ).flatMap(([what, body]) =>
    (
      [
        [licenses, license("CA")],
        [enrollments, enrollment],
        [credentialing, { provider }],
        [verifiable, initial],
      ] as const
    ).map(
      ([resource, attributes]) =>
        [`${what} in answer to ${resource.kind}`, resource, [attributes], body] as const,
    ),
  ),
  ["that it was no success", licenses, [license("CA")], { provider, success: false }],
  ["that it was no success, as text", credentialing, [{ provider }], { provider_id: provider, ok: "false" }],
  ["an error", enrollments, [enrollment], { id, error: "over quota" }],
  ["a list of errors", verifiable, [initial], { id, errors: [{ message: "over quota" }] }],
  ["errors by field", verifiable, [initial], { id, Errors: { providerId: ["unknown"] } }],
  ["another provider of a license", licenses, [license("CA")], { id, provider: other }],
  ["another state of a license", licenses, [license("CA")], { id, provider, license_states: ["NV"] }],
  [
    "fewer states than asked for",
    licenses,
    [license("CA"), license("NY")],
    { id, provider, license_states: ["CA"] },
  ],
  ["a state of another kind", licenses, [license("CA")], { id, provider, dea_states: ["CA"] }],
  ["another provider of an enrollment", enrollments, [enrollment], { id, provider: other }],
  ["another state", enrollments, [enrollment], { id, provider, state: "NY" }],
  ["another payer", enrollments, [enrollment], { id, provider, state: "TX", payer_name: "Cigna" }],
  ["another payer's id", enrollments, [withEntity], { id, payer_entity: uuid(51), payer_name: "Aetna" }],
  ["no payer, nor an id", enrollments, [enrollment], { provider, state: "TX" }],
  ["another provider of credentialing", credentialing, [{ provider }], { id, provider_id: other }],
  ["another provider at Verifiable", verifiable, [initial], { id, provider: { id: other } }],
  ["a facility instead", verifiable, [initial], { id, facility: { id: other } }],
  ["another type", verifiable, [initial], { id, provider: { id: provider }, type: "ReCredentialing" }],
  ["whom, but no id, at Verifiable", verifiable, [initial], { provider: { id: provider }, type: "Initial" }],
];

describe("an answer to a submission", () => {
  test.each(shown)("shows %s", (_what, resource, wanted, body, remoteId) => {
    const proof = creating(resource).accepted(body, wanted);

    expect("remote" in proof ? proof.remote.remoteId : proof).toBe(remoteId);
  });

  test.each(unproven)("proves nothing with %s", (_what, resource, wanted, body) => {
    expect(creating(resource).accepted(body, wanted)).toHaveProperty("doubt");
  });

  test("has the status beside the id", () => {
    const body = { id, status: "intake", status_reason: "client_request", status_category: "requested" };

    expect(creating(enrollments).accepted(body, [enrollment])).toEqual({
      remote: {
        remoteId: id,
        status: "intake",
        statusReason: "client_request",
        details: { status_category: "requested" },
      },
    });
    expect(
      creating(verifiable).accepted({ id, currentEvent: { status: "RequestSubmitted" } }, [initial]),
    ).toEqual({
      remote: { remoteId: id, status: "RequestSubmitted" },
    });
  });
});
