import { describe, expect, test } from "vitest";
import type { Identity } from "../../../../src/cells/cells.ts";
import { providerQuery, providers } from "../../../../src/platforms/medallion/providers.ts";
import type { Decision } from "../../../../src/platforms/resource.ts";
import { decided } from "../../builders/directories.ts";
import { complaints, sent } from "../../builders/requests.ts";
import { npi, uuid } from "../../builders/rows.ts";

const amara = {
  id: uuid(1),
  email: "Amara.Okafor@example.test",
  first_name: "Amara",
  last_name: "Okafor",
  npi: 1_234_567_893,
};
const benjamin = {
  id: uuid(2),
  email: "ben@example.test",
  first_name: "Benjamin",
  last_name: "Castellano",
  npi: null,
};

function ask(identity: Identity, rows: readonly unknown[] = [amara, benjamin], all = false): Decision {
  return decided(providers, providerQuery({ identity, answered: false }), rows, { all });
}

const failure = (decision: Decision): string =>
  "failed" in decision ? decision.failed : JSON.stringify(decision);

describe("a provider on Medallion is found", () => {
  test.each<[string, Identity, string]>([
    ["by id", { provider_id: uuid(1) }, uuid(1)],
    [
      "by id, the rest agreeing",
      { provider_id: uuid(1), npi, first_name: "AMARA", last_name: "okafor" },
      uuid(1),
    ],
    ["by email address in any letter case", { email: "amara.okafor@EXAMPLE.test" }, uuid(1)],
    ["by email address before NPI", { email: "ben@example.test", npi: "2450079191" }, uuid(2)],
    ["by first and last name", { first_name: "Benjamin", last_name: "Castellano" }, uuid(2)],
    ["by name with accents and titles", { first_name: "Bénjamin", last_name: "Castellano, MD" }, uuid(2)],
    [
      "by email address, with an initial for a name",
      { email: "ben@example.test", first_name: "B." },
      uuid(2),
    ],
  ])("%s", (_how, identity, id) => {
    expect(ask(identity)).toEqual({ found: id });
  });

  test("by NPI in the whole list only, a number on the wire or text", () => {
    expect(ask({ npi })).toEqual({ needsList: true });
    expect(ask({ npi }, [amara, benjamin], true)).toEqual({ found: uuid(1) });
    expect(ask({ npi }, [{ ...amara, npi: ` ${npi} ` }], true)).toEqual({ found: uuid(1) });
  });

  test("by NPI when nobody has the email address", () => {
    const identity = { email: "moved@example.test", npi };

    expect(ask(identity)).toEqual({ needsList: true });
    expect(ask(identity, [amara, benjamin], true)).toEqual({ found: uuid(1) });
  });

  test("by the name that they prefer", () => {
    const rows = [{ ...benjamin, preferred_name: "Benji" }];

    expect(ask({ email: "ben@example.test", first_name: "Benji" }, rows)).toEqual({ found: uuid(2) });
  });

  test("in an answer to their id, which has the email address in another place", () => {
    const query = providerQuery({ identity: { provider_id: uuid(1), npi }, answered: false });
    const detail = { id: uuid(1), user: { email: "a@example.test" }, npi: 1_234_567_893 };

    const entry = providers.search(query)?.read(detail, undefined)?.items[0];

    expect(entry?.matchKeys).toContain("email:a@example.test");
    expect(entry && providers.decide(query, [entry], false)).toEqual({ found: uuid(1) });
  });
});

describe("a provider on Medallion is not guessed", () => {
  test.each<[string, Identity, readonly unknown[], string]>([
    ["when nobody has the id", { provider_id: uuid(9) }, [amara], "provider_not_found"],
    ["when the search only shows others", { email: "amara@example.test" }, [amara], "provider_not_found"],
    ["when nobody has the name", { first_name: "Amara", last_name: "Oka" }, [amara], "provider_not_found"],
    ["when nobody is shown", { email: "a@example.test" }, [], "provider_not_found"],
    [
      "when two have the email address",
      { email: "ben@example.test" },
      [benjamin, { ...benjamin, id: uuid(3) }],
      "provider_ambiguous",
    ],
    [
      "when two have the name",
      { first_name: "Amara", last_name: "Okafor" },
      [amara, { ...amara, id: uuid(3), email: "other@example.test" }],
      "provider_ambiguous",
    ],
    [
      "when the NPI is another one",
      { email: "amara.okafor@example.test", npi: "2450079191" },
      [amara],
      "provider_mismatch",
    ],
    [
      "when the name is another one",
      { provider_id: uuid(1), last_name: "Castellano" },
      [amara],
      "provider_mismatch",
    ],
    [
      "when the first name is another one",
      { provider_id: uuid(1), first_name: "Ben" },
      [amara],
      "provider_mismatch",
    ],
  ])("%s", (_when, identity, rows, code) => {
    expect(failure(ask(identity, rows))).toBe(code);
  });

  test("when two have the NPI", () => {
    expect(failure(ask({ npi }, [amara, { ...amara, id: uuid(3) }], true))).toBe("provider_ambiguous");
  });

  test("when nobody in the whole list has the NPI", () => {
    expect(failure(ask({ npi: "2450079191" }, [amara, benjamin], true))).toBe("provider_not_found");
  });

  test("and the sentence says what was looked for and what to do", () => {
    const decision = ask({ email: "a@example.test" }, []);

    expect("problem" in decision && decision.problem).toMatch(
      /the email address a@example\.test.*Correct the row/,
    );
  });
});

describe("asking for a provider on Medallion", () => {
  const search = (identity: Identity): unknown => {
    const call = providers.search(providerQuery({ identity, answered: false }))?.call(undefined);
    if (call === undefined) return undefined;
    expect(complaints("medallion", call)).toEqual([]);
    const { path, query } = sent(call);
    return [path, query["search"]];
  };

  test.each<[string, Identity, unknown]>([
    [
      "by id reads that one",
      { provider_id: uuid(1), email: "a@b.test" },
      [`/api/v1/org/providers/${uuid(1)}/`, undefined],
    ],
    ["by email address searches for it", { email: "A@b.test", npi }, ["/api/v1/org/providers/", "a@b.test"]],
    [
      "by name searches for the last name",
      { first_name: "A", last_name: "De  la Cruz" },
      ["/api/v1/org/providers/", "De la Cruz"],
    ],
    [
      "does not let a comma part the name",
      { first_name: "A", last_name: "Ruiz, Jr." },
      ["/api/v1/org/providers/", "Ruiz"],
    ],
    ["by NPI is not possible", { npi }, undefined],
    ["by NPI and name is not possible either", { npi, first_name: "A", last_name: "B" }, undefined],
  ])("%s", (_how, identity, expected) => {
    expect(search(identity)).toEqual(expected);
  });

  test("is not needed when the id is all that the row says", () => {
    const given = (identity: Identity, answered: boolean): string | undefined =>
      providers.given(providerQuery({ identity, answered }));
    const full = { provider_id: uuid(1), npi, first_name: "Amara" };

    expect(given({ provider_id: uuid(1) }, false)).toBe(uuid(1));
    expect(given(full, false)).toBeUndefined();
    expect(given({ provider_id: uuid(1) }, true)).toBe(uuid(1));
    expect(given(full, true)).toBeUndefined();
    expect(given({ npi }, true)).toBeUndefined();
  });
});
