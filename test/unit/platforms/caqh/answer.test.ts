import { describe, expect, test } from "vitest";
import { dayIn, readStatusAnswer } from "../../../../src/platforms/caqh/answer.ts";

const asked = { caqhProviderId: "12345678", organizationId: "1234" };

const answer = {
  organization_id: "1234",
  caqh_provider_id: "12345678",
  roster_status: "ACTIVE",
  authorization_flag: "Y",
  provider_status: "Re-Attestation",
  provider_status_date: "20260131",
  provider_practice_state: "CA",
  provider_found_flag: "Y",
};

const read = {
  found: true,
  caqhProviderId: "12345678",
  rosterStatus: "ACTIVE",
  authorized: true,
  providerStatus: "Re-Attestation",
  statusDate: "2026-01-31",
  practiceState: "CA",
};

/** The same keys in another spelling. */
function respelled(spell: (key: string) => string): object {
  return Object.fromEntries(Object.entries(answer).map(([key, value]) => [spell(key), value]));
}

const pascal = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

describe("CAQH's answer", () => {
  test.each<[string, unknown]>([
    ["small letters", answer],
    ["capitals", respelled((key) => key.toUpperCase())],
    ["Pascal_Snake", respelled((key) => key.split("_").map(pascal).join("_"))],
    [
      "the specification's own letters",
      respelled((key) => key.split("_").map(pascal).join("_").replace("Caqh", "CAQH").replace("_Id", "_ID")),
    ],
    ["camelCase", respelled((key) => key.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()))],
    ["kebab-case", respelled((key) => key.replaceAll("_", "-"))],
    ["blanks between words", respelled((key) => key.replaceAll("_", " "))],
    ["a list of one", [answer]],
    ["more keys than are known", { ...answer, anniversary_date: "20270101", outreach_date: "", x: { y: 1 } }],
    [
      "numbers for ids and dates",
      { ...answer, organization_id: 1234, caqh_provider_id: 12345678, provider_status_date: 20260131 },
    ],
    [
      "blanks around values",
      Object.fromEntries(Object.entries(answer).map(([key, value]) => [key, ` ${value} `])),
    ],
  ])("is read with %s", (_what, body) => {
    expect(readStatusAnswer(body, asked)).toEqual(read);
  });

  test("is read with most of it null, blank or missing", () => {
    const bare = {
      caqh_provider_id: "12345678",
      provider_found_flag: "Y",
      roster_status: null,
      authorization_flag: "",
    };

    expect(readStatusAnswer(bare, asked)).toEqual({ found: true, caqhProviderId: "12345678" });
  });

  test("passes words on that is not known", () => {
    const odd = {
      ...answer,
      roster_status: "PARKED",
      provider_status: "Quantum Outreach",
      provider_practice_state: "ZZ",
    };

    expect(readStatusAnswer(odd, asked)).toMatchObject({
      rosterStatus: "PARKED",
      providerStatus: "Quantum Outreach",
      practiceState: "ZZ",
    });
  });

  test.each<[unknown, boolean | undefined]>([
    ["Y", true],
    ["y", true],
    ["true", true],
    ["1", true],
    [1, true],
    [true, true],
    ["N", false],
    ["n", false],
    ["False", false],
    [0, false],
    [false, false],
  ])("reads the flag %j as %s", (flag, value) => {
    expect(readStatusAnswer({ ...answer, authorization_flag: flag }, asked)).toMatchObject({
      authorized: value,
    });
  });

  test.each([
    ["that is blank", ""],
    ["that is null", null],
    ["with an unknown letter", "U"],
    ["that is missing", undefined],
  ])("reads nothing from a flag %s", (_what, flag) => {
    const result = readStatusAnswer({ ...answer, authorization_flag: flag }, asked);

    expect(result).toMatchObject({ found: true });
    expect(result).toHaveProperty("authorized", undefined);
  });

  test("that a provider is not found is an answer", () => {
    const unknown = { organization_id: "1234", caqh_provider_id: "12345678", provider_found_flag: "N" };

    expect(readStatusAnswer(unknown, asked)).toMatchObject({ found: false });
    expect(readStatusAnswer({ Provider_Found_Flag: "n" }, asked)).toMatchObject({ found: false });
  });

  test.each<[string, object, boolean]>([
    ["an id", { caqh_provider_id: "12345678" }, true],
    ["a roster status", { roster_status: "ACTIVE" }, true],
  ])("without a found flag means found when it holds %s", (_what, body, found) => {
    expect(readStatusAnswer(body, asked)).toMatchObject({ found });
  });

  test.each([
    undefined,
    null,
    "",
    "ok",
    7,
    true,
    [],
    [answer, answer],
    {},
    { provider_status: "Re-Attestation" },
  ])("is no answer when it is %j", (body) => {
    expect(readStatusAnswer(body, asked)).toMatchObject({ code: "bad_response" });
  });

  test.each([
    ["another provider", { caqh_provider_id: "87654321" }],
    ["another organization", { organization_id: "4321" }],
  ])("about %s is not used", (_what, changes) => {
    expect(readStatusAnswer({ ...answer, ...changes }, asked)).toMatchObject({ code: "mismatched_response" });
  });

  test("about the same ids with their leading zeros lost is used", () => {
    const zeros = { caqhProviderId: "0012345678", organizationId: "0099" };

    expect(
      readStatusAnswer({ ...answer, caqh_provider_id: 12345678, organization_id: 99 }, zeros),
    ).toMatchObject({ found: true });
  });

  test("to a question by NPI tells the CAQH id, whichever it is", () => {
    expect(readStatusAnswer(answer, { caqhProviderId: undefined, organizationId: "1234" })).toMatchObject({
      caqhProviderId: "12345678",
    });
  });
});

describe("a date from CAQH", () => {
  test.each([
    ["20260131", "2026-01-31"],
    ["2026-01-31", "2026-01-31"],
    ["2026-01-31T23:59:59", "2026-01-31"],
    ["2026-01-31T00:00:00.000Z", "2026-01-31"],
    ["1/31/2026", "2026-01-31"],
    ["01/31/2026", "2026-01-31"],
    ["20240229", "2024-02-29"],
  ])("%s is %s", (text, day) => {
    expect(dayIn(text)).toBe(day);
  });

  test.each(["20260231", "20250229", "20261301", "2026013", "202601311", "31.1.2026", "soon", "2/30/2026"])(
    "that does not exist stays as it came: %s",
    (text) => {
      expect(dayIn(text)).toBe(text);
    },
  );

  test.each([undefined, "0", "00000000"])("is blank for %s", (text) => {
    expect(dayIn(text)).toBeUndefined();
  });
});
