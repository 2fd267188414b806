import { describe, expect, test } from "vitest";
import { type CaqhAccount, caqhCredentials, statusCheck } from "../../../../src/platforms/caqh/account.ts";
import { type CaqhStatus, answersOfCaqh } from "../../../../src/platforms/caqh/answer.ts";
import { complaints, sent } from "../../builders/requests.ts";
import { npi } from "../../builders/rows.ts";

const now = Date.parse("2026-05-01T23:30:00.000Z");

const answer: CaqhStatus = {
  found: true,
  caqhProviderId: "12345678",
  rosterStatus: "Active ",
  authorized: true,
  providerStatus: "Re-Attestation",
  statusDate: "2026-01-05",
  practiceState: "TX",
};

const account: CaqhAccount = {
  username: "plan",
  password: "p:ä$$",
  organizationId: "1234",
  product: "PV",
  baseUrl: "https://proview.caqh.org",
};

describe("the columns of CAQH's answer", () => {
  test("hold its own words, days as days, and what follows from them", () => {
    expect(answersOfCaqh(answer, now)).toEqual({
      caqh_provider_id: "12345678",
      caqh_found: "Y",
      caqh_roster_status: "Active ",
      caqh_authorization_flag: "Y",
      caqh_provider_status: "Re-Attestation",
      caqh_provider_status_date: "2026-01-05",
      caqh_practice_state: "TX",
      caqh_attestation_due: "2026-05-05",
      caqh_next_action: "reattest_soon",
      caqh_error: "",
      caqh_checked_at: "2026-05-01T23:30:00.000Z",
    });
  });

  test("are blank where it says nothing", () => {
    const bare: CaqhStatus = {
      found: true,
      caqhProviderId: undefined,
      rosterStatus: undefined,
      authorized: undefined,
      providerStatus: undefined,
      statusDate: undefined,
      practiceState: undefined,
    };

    expect(answersOfCaqh(bare, now)).toMatchObject({
      caqh_provider_id: "",
      caqh_found: "Y",
      caqh_authorization_flag: "",
      caqh_provider_status: "",
      caqh_attestation_due: "",
      caqh_next_action: "none",
    });
  });

  test("say N where it refuses, and read no id from what was not found", () => {
    expect(answersOfCaqh({ ...answer, authorized: false }, now)).toMatchObject({
      caqh_authorization_flag: "N",
    });
    expect(answersOfCaqh({ ...answer, found: false }, now)).toMatchObject({
      caqh_found: "N",
      caqh_provider_id: "",
      caqh_next_action: "verify_caqh_id",
    });
  });

  test("keep a status date that is not a date, without a due date", () => {
    expect(answersOfCaqh({ ...answer, statusDate: "20260231" }, now)).toMatchObject({
      caqh_provider_status_date: "20260231",
      caqh_attestation_due: "",
    });
  });

  test("go by the day in UTC", () => {
    const dueToday = { ...answer, statusDate: "2026-01-01" };

    expect(answersOfCaqh(dueToday, now)).toMatchObject({ caqh_next_action: "reattest_soon" });
    expect(answersOfCaqh(dueToday, now + 3_600_000)).toMatchObject({
      caqh_next_action: "provider_to_reattest",
    });
  });
});

describe("asking CAQH for a status", () => {
  test("goes by id, in the one spelling that live clients send", () => {
    const call = statusCheck({ by: "id", digits: "0012345678" }, account);

    expect(complaints("caqh", call)).toEqual([]);
    expect(sent(call)).toEqual({
      method: "GET",
      path: "/RosterAPI/api/providerstatus",
      query: { Product: "PV", Caqh_Provider_Id: "0012345678", Organization_Id: "1234" },
      body: undefined,
    });
  });

  test("goes by NPI on a route of its own", () => {
    const call = statusCheck({ by: "npi", digits: npi }, { ...account, product: "DA" });

    expect(complaints("caqh", call)).toEqual([]);
    expect(sent(call)).toMatchObject({
      path: "/RosterAPI/api/providerstatusbynpi",
      query: { Product: "DA", NPI_Provider_Id: npi, Organization_Id: "1234" },
    });
  });

  test("proves who asks up front, any password included, and has nothing to renew", async () => {
    const credentials = caqhCredentials(account);
    const headers = await credentials.headers();

    expect(headers).toEqual({ authorization: `Basic ${Buffer.from("plan:p:ä$$").toString("base64")}` });
    expect(await credentials.renew({})).toBe(false);
  });
});
