import { describe, expect, test } from "vitest";
import { openapi } from "../support/openapi.ts";

const uuid = "00000000-0000-4000-8000-000000000001";
const licenses = `/p/api/v1/organizations/${uuid}/new-license-request/`;

describe("checking a request against a description", () => {
  test.each([
    ["a path that is not there", { method: "GET", path: "/api/v1/org/provider/" }, /^no operation/],
    ["a method that is not there", { method: "DELETE", path: licenses }, /^no operation DELETE/],
    [
      "an organization id that is no UUID",
      {
        method: "GET",
        path: "/p/api/v1/organizations/mine/credentialing-files/",
      },
      /^path organization_id: .*uuid/,
    ],
    [
      "an undocumented query name",
      { method: "GET", path: "/api/v1/org/providers/", query: { npi: "1" } },
      /^query npi is not documented$/,
    ],
    [
      "a word that a filter does not know",
      { method: "GET", path: "/api/v1/org/providers/", query: { profession: ["MD", "Dr"] } },
      /^query profession: \/1 /,
    ],
    [
      "a number that is none",
      { method: "GET", path: "/api/v1/org/providers/", query: { limit: "all" } },
      /^query limit: .*integer/,
    ],
    [
      "a single value given twice",
      { method: "GET", path: "/api/v1/org/providers/", query: { search: ["a", "b"] } },
      /^query search is given 2 times$/,
    ],
    ["a missing body", { method: "POST", path: licenses }, /^the body is missing$/],
    [
      "a body where none belongs",
      { method: "GET", path: "/api/v1/org/providers/", body: {} },
      /^a body where none is documented$/,
    ],
    [
      "a field that does not exist",
      {
        method: "POST",
        path: licenses,
        body: { provider: uuid, certificate_type: "MD", states: ["CA"] },
      },
      /additional properties .*states/,
    ],
  ])("finds %s", (_name, request, complaint) => {
    expect(openapi("medallion").checkRequest(request)).toEqual([expect.stringMatching(complaint)]);
  });

  test("finds a required query name that is missing, and takes all its documented spellings", () => {
    const call = { method: "GET", path: "/RosterAPI/api/providerstatus" };
    const query = { product: "PV", CAQH_Provider_ID: "12345678" };
    expect(openapi("caqh").checkRequest({ ...call, query })).toEqual(["query Organization_Id is missing"]);
    const whole = { ...query, Organization_ID: "4321" };
    expect(openapi("caqh").checkRequest({ ...call, query: whole })).toEqual([]);
  });

  test("takes literal paths before those with ids", () => {
    const query = { code: "261" };
    const call = { method: "GET", path: "/facilities/taxonomies", query };
    expect(openapi("verifiable").checkRequest(call)).toEqual([]);
  });
});

describe("checking an answer against a description", () => {
  const lines = { method: "GET", path: "/p/api/v1/lines-of-business/" };

  test("finds what is missing in a row", () => {
    const body = { count: 1, next: null, results: [{ id: uuid }] };
    expect(openapi("medallion").checkResponse({ ...lines, status: 200, body })).toEqual([
      expect.stringMatching(/^\/results\/0 .*label/),
    ]);
  });

  test("finds a status that is not documented", () => {
    expect(openapi("medallion").checkResponse({ ...lines, status: 418 })).toEqual([
      "status 418 is not documented",
    ]);
  });

  test("lets Verifiable's cursors be null and its limit answer, as the prose has them", () => {
    const call = { method: "GET", path: "/providers" };
    const body = { items: [], nextCursor: null };
    expect(openapi("verifiable").checkResponse({ ...call, status: 200, body })).toEqual([]);
    expect(openapi("verifiable").checkResponse({ ...call, status: 429 })).toEqual([]);
  });
});
