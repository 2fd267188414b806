import { describe, expect, test } from "vitest";
import { namesGroup, namesProvider } from "../../../src/platforms/medallion/providers.ts";
import {
  namesFacility,
  namesProvider as namesVerifiableProvider,
} from "../../../src/platforms/verifiable/credentialing-kind.ts";
import { checkIdentity } from "../../../src/roster/check-identity.ts";
import { cellsOf, npi, rowOf, uuid, type Line } from "../builders/rows.ts";

describe("who a row is about", () => {
  test("is read from the cells that are filled, without blanks around them", () => {
    const cells = cellsOf({
      "Medallion ID": ` ${uuid(1).toUpperCase()} `,
      "E-mail": "Amara.Okafor@Example.test ",
      NPI: ` ${npi}`,
      "First name": "Amara",
      "Last name": " ",
      "CAQH ID": "0012345678",
    });

    expect(checkIdentity(cells)).toEqual({
      provider_id: uuid(1),
      email: "Amara.Okafor@Example.test",
      npi,
      first_name: "Amara",
      caqh_provider_id: "0012345678",
    });
    expect(cells.faults).toEqual([]);
  });

  test.each<[string, Line, object, RegExp]>([
    [
      "an NPI with a wrong check digit",
      { Manager: "", NPI: "1234567890" },
      { code: "invalid_npi", letter: "B", header: "NPI", value: "1234567890" },
      /digit by digit/,
    ],
    [
      "an NPI that lost a digit",
      { NPI: "123456789" },
      { code: "invalid_npi", letter: "A", header: "NPI", value: "123456789" },
      /as text/,
    ],
    [
      "two email addresses in a cell",
      { email: "a@example.test; b@example.test" },
      { code: "invalid_email", letter: "A", header: "email", value: "a@example.test; b@example.test" },
      /single address/,
    ],
    [
      "an email address without a domain",
      { email: "amara.okafor" },
      { code: "invalid_email", letter: "A", header: "email", value: "amara.okafor" },
      /name@domain/,
    ],
    [
      "an email address with a name around it",
      { email: "Amara <a@example.test>" },
      { code: "invalid_email", letter: "A", header: "email", value: "Amara <a@example.test>" },
      /name@domain/,
    ],
    [
      "an email address between curly quotation marks",
      { email: "“a@example.test”" },
      { code: "spreadsheet_damage", letter: "A", header: "email", value: "“a@example.test”" },
      /Remove them/,
    ],
    [
      "a CAQH id of seven digits",
      { "CAQH ID": "1234567" },
      { code: "invalid_caqh_id", letter: "A", header: "CAQH ID", value: "1234567" },
      /found by NPI/,
    ],
    [
      "a CAQH id of eleven digits",
      { "CAQH ID": "12345678901" },
      { code: "invalid_caqh_id", letter: "A", header: "CAQH ID", value: "12345678901" },
      /found by NPI/,
    ],
    [
      "a CAQH id with letters",
      { "CAQH ID": "CAQH-123456" },
      { code: "invalid_caqh_id", letter: "A", header: "CAQH ID", value: "CAQH-123456" },
      /as text/,
    ],
    ...["provider_id", "verifiable_provider_id", "group_profile_id", "verifiable_facility_id"].map(
      (column): [string, Line, object, RegExp] => [
        `a ${column} that is no id`,
        { [column]: "4711" },
        { code: "invalid_uuid", letter: "A", header: column, value: "4711" },
        /leave it blank/,
      ],
    ),
  ])("is not taken from %s", (_what, line, fault, remedy) => {
    const cells = cellsOf(line, 21);

    checkIdentity(cells);

    const problem: unknown = expect.any(String);
    expect(cells.faults).toEqual([{ row: 21, ...fault, problem, remedy: expect.stringMatching(remedy) }]);
  });

  test.each(["12400131.0", "12400131.00", " 12400131 "])(
    "may have a CAQH id that pandas wrote: %j",
    (text) => {
      const { identity, faults } = rowOf({ caqh_provider_id: text });

      expect(faults).toEqual([]);
      expect(identity["caqh_provider_id"]).toBe("12400131");
    },
  );

  test("may not have one that lost a zero before it got its .0", () => {
    expect(rowOf({ caqh_provider_id: "1240013.0" }).faults).toMatchObject([
      { code: "invalid_caqh_id", problem: expect.stringContaining("a leading zero may be missing") },
    ]);
  });

  test.each(["12345678", "123456789", "1234567890"])("may have the CAQH id %s", (id) => {
    const cells = cellsOf({ caqh_provider_id: id });

    expect(checkIdentity(cells)).toEqual({ caqh_provider_id: id });
    expect(cells.faults).toEqual([]);
  });

  test("is checked in every cell at once", () => {
    const cells = cellsOf({ npi: "1", email: "x", caqh_provider_id: "2", provider_id: "3" });

    checkIdentity(cells);

    expect(cells.faults.map(({ code }) => code).toSorted()).toEqual(
      ["invalid_npi", "invalid_email", "invalid_caqh_id", "invalid_uuid"].toSorted(),
    );
  });
});

describe("whom a row names", () => {
  test.each<[string, Line, readonly string[]]>([
    ["a provider by Medallion's id", { provider_id: uuid(1) }, ["provider"]],
    ["a provider by the email address", { email: "a@example.test" }, ["provider"]],
    ["a provider of both platforms by the NPI", { npi }, ["provider", "verifiable provider"]],
    ["a provider by both names", { first_name: "Amara", last_name: "Okafor" }, ["provider"]],
    ["nobody by the first name alone", { first_name: "Amara" }, []],
    ["nobody by the last name alone", { last_name: "Okafor" }, []],
    ["nobody by CAQH's id", { caqh_provider_id: "12345678" }, []],
    ["a provider by Verifiable's id", { verifiable_provider_id: uuid(1) }, ["verifiable provider"]],
    ["a group by its id", { group_profile_id: uuid(1) }, ["group"]],
    ["a group by its name", { group_name: "Northside" }, ["group"]],
    ["a facility by its id", { verifiable_facility_id: uuid(1) }, ["facility"]],
    ["a facility by its name", { facility_name: "Riverside" }, ["facility"]],
    ["nobody by nothing", {}, []],
  ])("is %s", (_what, identity, named) => {
    const found = [
      ["provider", namesProvider(identity)],
      ["verifiable provider", namesVerifiableProvider(identity)],
      ["group", namesGroup(identity)],
      ["facility", namesFacility(identity)],
    ];
    expect(found.flatMap(([who, is]) => (is === true ? [who] : []))).toEqual(named);
  });
});
