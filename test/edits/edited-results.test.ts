import { describe, expect, test } from "vitest";
import { generateWorld } from "../../src/sandbox/index.ts";
import { naturalKeys } from "../support/natural-keys.ts";
import { rehearsals, type Line } from "../support/rehearsal.ts";
import { csv, table } from "../support/rosters.ts";
import { askedBy, foreignAnswers, onPlatforms, type Row } from "./reference.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 101, seed: 31 });
const settle = ["--settle", "50ms"];

/** The people and things of the world, in the words of a roster. */
function person(index: number): Row {
  const found = world.medallion.providers[index];
  if (found === undefined) throw new Error(`there is no person ${index}`);
  const { email, npi, firstName, lastName } = found;
  return { email, npi: npi ?? "", first_name: firstName, last_name: lastName };
}
const mine = { is_medallion_owned: "no", is_self_managed: "yes" };
const license = (index: number, more: Row = {}): Row => ({
  ...mine,
  ...person(index),
  certificate_type: "MD",
  license_states: "CA; TX",
  ...more,
});
const enrollment = (index: number, more: Row = {}): Row => ({
  ...mine,
  ...person(index),
  payer_name: "Aetna",
  payer_states: "TX",
  ...more,
});
const verifiable = (index: number, more: Row = {}): Row => ({
  ...mine,
  ...person(index),
  credentialing: "verifiable",
  credentialing_type: "Initial",
  ...more,
});
const facility = (index: number): Row => {
  const { id: facilityId = "", name = "" } = world.verifiable.facilities[index] ?? {};
  const specialty = world.verifiable.facilitySpecialties.find((one) => one.facilityId === facilityId);
  const taxonomy = world.verifiable.facilityTaxonomies.find((one) => one.id === specialty?.taxonomyId);
  return {
    ...mine,
    facility_name: name,
    verifiable_facility_id: "",
    facility_specialties: taxonomy?.code ?? "",
    credentialing: "verifiable",
  };
};
const id = (column: "provider_id" | "verifiable_provider_id", index: number): Row => ({
  [column]: (column === "provider_id" ? world.medallion : world.verifiable).providers[index]?.id ?? "",
});

/** Answers that are at the right of each row, ids of people apart. */
const requestColumns = [
  "license_request_ids",
  "license_request_statuses",
  "enrollment_request_ids",
  "enrollment_statuses",
  "credentialing_request_id",
  "credentialing_request_status",
];

interface Edited {
  readonly roster: readonly Row[];
  readonly edit: (lines: readonly Line[]) => readonly Row[];
  /** What `sync_result` says of each row afterwards. */
  readonly results: readonly string[];
  /** The code beside each row. */
  readonly codes?: readonly string[];
}

const swapped = (lines: readonly Line[], columns: readonly string[]): readonly Row[] => {
  const [one = {}, other = {}, ...rest] = lines;
  const from = (line: Line): Row => Object.fromEntries(columns.map((column) => [column, line[column] ?? ""]));
  return [{ ...one, ...from(other) }, { ...other, ...from(one) }, ...rest];
};
const changed =
  (more: Row) =>
  (lines: readonly Line[]): readonly Row[] =>
    lines.map((line, index) => (index === 0 ? { ...line, ...more } : line));
const copied =
  (more: Row) =>
  (lines: readonly Line[]): readonly Row[] => [...lines, { ...lines[0], ...more }];
const stale = "stale_answer";

const edits: Readonly<Record<string, Edited>> = {
  "the states of a license changed": {
    roster: [license(0)],
    edit: changed({ license_states: "WA; OK" }),
    results: ["created"],
  },
  "one bare state of a license changed": {
    roster: [license(0, { license_states: "CA" })],
    edit: changed({ license_states: "WA" }),
    results: ["created"],
    codes: [stale],
  },
  "the certificate type changed": {
    roster: [license(0)],
    edit: changed({ certificate_type: "DO" }),
    results: ["created"],
    codes: [stale],
  },
  "the payer changed": {
    roster: [enrollment(0)],
    edit: changed({ payer_name: "Cigna" }),
    results: ["created"],
    codes: [stale],
  },
  "the state of an enrollment changed": {
    roster: [enrollment(0)],
    edit: changed({ payer_states: "FL" }),
    results: ["created"],
    codes: [stale],
  },
  "the type of a credentialing changed": {
    roster: [verifiable(0)],
    edit: changed({ credentialing_type: "ReCredentialing" }),
    results: ["created"],
    codes: [stale],
  },
  "the platform of a credentialing changed": {
    roster: [verifiable(0)],
    edit: changed({ credentialing: "medallion", credentialing_type: "" }),
    results: ["created"],
    codes: [stale],
  },
  "the ids of two rows swapped": {
    roster: [license(0, { license_states: "CA" }), license(1, { license_states: "CA" })],
    edit: (lines) => swapped(lines, requestColumns),
    results: ["exists", "exists"],
    codes: [stale, stale],
  },
  "the ids of all kinds pasted from another row": {
    roster: [
      { ...enrollment(0), credentialing: "medallion", certificate_type: "MD", license_states: "CA" },
      { ...enrollment(1), credentialing: "medallion", certificate_type: "MD", license_states: "CA" },
    ],
    edit: (lines) =>
      lines.map((line) => ({
        ...line,
        ...Object.fromEntries(requestColumns.map((column) => [column, lines[0]?.[column] ?? ""])),
      })),
    results: ["exists", "exists"],
    codes: ["", stale],
  },
  "what another row asks for pasted with its id into a row that asks for other work": {
    roster: [license(0, { license_states: "CA" }), verifiable(1)],
    edit: ([one = {}, other = {}]) => [
      one,
      {
        ...other,
        ...Object.fromEntries(
          ["provider_id", "license_request_ids", "license_request_statuses"].map((column) => [
            column,
            one[column] ?? "",
          ]),
        ),
      },
    ],
    results: ["exists", "exists"],
    codes: ["", stale],
  },
  "an id of nothing typed into a row": {
    roster: [enrollment(0)],
    edit: changed({ enrollment_request_ids: "0f3ad1c2-4be1-4c6b-9d52-7a5b1f6c3e21" }),
    results: ["exists"],
    codes: [stale],
  },
  "words typed where an id was": {
    roster: [enrollment(0)],
    edit: changed({ enrollment_request_ids: "see Dana" }),
    results: ["exists"],
    codes: [stale],
  },
  "all columns of answers deleted": {
    roster: [license(0), enrollment(1), verifiable(2)],
    edit: (lines) =>
      lines.map((line) =>
        Object.fromEntries(Object.entries(line).filter(([column]) => !requestColumns.includes(column))),
      ),
    results: ["exists", "exists", "exists"],
  },
  "the columns of answers deleted but for the statuses": {
    roster: [license(0), enrollment(1)],
    edit: (lines) => lines.map((line) => ({ ...line, license_request_ids: "", enrollment_request_ids: "" })),
    results: ["exists", "exists"],
  },
  "a row copied and another person typed over": {
    roster: [license(0, { dea_states: "CA" })],
    edit: copied(person(5)),
    results: ["exists", "created"],
    codes: ["", stale],
  },
  "a row copied and another person and other states typed over": {
    roster: [license(0)],
    edit: copied({ ...person(5), license_states: "WA; OK" }),
    results: ["exists", "created"],
    codes: ["", stale],
  },
  "a row copied and another person typed over, at Verifiable": {
    roster: [verifiable(0)],
    edit: copied({ ...person(5), credentialing_type: "ReCredentialing" }),
    results: ["exists", "created"],
    codes: ["", stale],
  },
  "a row copied and another person typed over, by NPI alone": {
    roster: [license(0, { email: "", first_name: "", last_name: "" })],
    edit: copied({ npi: person(5)["npi"] ?? "" }),
    results: ["exists", "created"],
    codes: ["", stale],
  },
  "a row copied and another person typed over, by name alone": {
    roster: [license(0, { email: "", npi: "" })],
    edit: copied({ ...person(5), email: "", npi: "" }),
    results: ["exists", "created"],
    codes: ["", stale],
  },
  "a row copied and another person typed over, by e-mail alone": {
    roster: [license(0, { npi: "", first_name: "", last_name: "" })],
    edit: copied({ email: person(5)["email"] ?? "" }),
    results: ["exists", "created"],
    codes: ["", stale],
  },
  "a row copied and an email address that nobody has typed over": {
    roster: [license(0, { npi: "", first_name: "", last_name: "" })],
    edit: copied({ email: "nobody@example.test" }),
    results: ["exists", "failed"],
    codes: ["", "provider_not_found"],
  },
  "a row copied and only half of another person typed over": {
    roster: [license(0)],
    edit: copied({ npi: person(5)["npi"] ?? "", email: person(5)["email"] ?? "" }),
    results: ["exists", "failed"],
    codes: ["", "provider_mismatch"],
  },
  "a row copied and another person typed over, who asks for something else": {
    roster: [{ ...license(0), ...enrollment(0) }],
    edit: copied({ ...person(5), license_states: "", certificate_type: "" }),
    results: ["exists", "created"],
    codes: ["", stale],
  },
  "the ids of people swapped": {
    roster: [
      verifiable(0, { certificate_type: "MD", license_states: "CA" }),
      verifiable(1, { certificate_type: "MD", license_states: "CA" }),
    ],
    edit: (lines) => swapped(lines, ["provider_id", "verifiable_provider_id"]),
    results: ["exists", "exists"],
    codes: [stale, stale],
  },
  "the columns of the roster sorted alone": {
    roster: [0, 1, 2, 3].map((index) =>
      license(index, { license_states: "CA", credentialing: index % 2 ? "medallion" : "" }),
    ),
    edit: (lines) => {
      const left = Object.keys(license(0, { credentialing: "" }));
      const from = (line: Line | undefined): Row =>
        Object.fromEntries(left.map((column) => [column, line?.[column] ?? ""]));
      return lines.map((line, index) => ({ ...line, ...from(lines[3 - index]) }));
    },
    results: ["exists", "exists", "exists", "exists"],
    codes: [stale, stale, stale, stale],
  },
  "the columns of the roster moved so that a group and a facility stand in the places of people": {
    roster: [
      license(0, { group_name: "", facility_name: "" }),
      verifiable(1),
      {
        ...mine,
        group_name: world.medallion.groupProfiles[0]?.name ?? "",
        payer_name: "Aetna",
        payer_states: "TX",
      },
      { ...facility(0), facility_specialties: facility(0)["facility_specialties"] ?? "" },
    ],
    edit: (lines) => {
      const left = Object.keys({ ...license(0), ...verifiable(0), ...enrollment(0), ...facility(0) }).concat(
        "group_name",
      );
      const own = left.filter((column) => column !== "verifiable_facility_id");
      const from = (line: Line | undefined): Row =>
        Object.fromEntries(own.map((column) => [column, line?.[column] ?? ""]));
      return lines.map((line, index) => ({ ...line, verifiable_facility_id: "", ...from(lines[3 - index]) }));
    },
    results: ["exists", "exists", "exists", "exists"],
  },
  "the group of an enrollment changed": {
    roster: [
      {
        ...mine,
        group_name: world.medallion.groupProfiles[0]?.name ?? "",
        group_profile_id: "",
        payer_name: "Aetna",
        payer_states: "TX",
      },
    ],
    edit: changed({ group_name: world.medallion.groupProfiles[1]?.name ?? "" }),
    results: ["created"],
    codes: [stale],
  },
  "the facility of a credentialing changed": {
    roster: [facility(0)],
    edit: changed({ facility_name: world.verifiable.facilities[1]?.name ?? "" }),
    results: ["created"],
    codes: [stale],
  },
  "the right id typed into a row whose email address nobody has": {
    roster: [license(0, { npi: "", email: "", license_states: "CA" })],
    edit: copied({ sync_result: "failed", sync_error_code: "provider_not_found", ...id("provider_id", 0) }),
    results: ["exists", "exists"],
    codes: ["", ""],
  },
  nothing: {
    roster: [license(0), enrollment(1), verifiable(2)],
    edit: (lines) => lines,
    results: ["exists", "exists", "exists"],
    codes: ["", "", ""],
  },
};

describe.each(["the same ledger", "a fresh ledger"])("with %s,", (ledger) => {
  test.each(Object.entries(edits))("%s: everyone gets what they ask for", async (_what, edited) => {
    const { sandbox, write, lines, run } = await rehearse({ world });
    write("r.csv", csv(table(edited.roster)));
    const first = await run(["sync", "r.csv", ...settle]);
    expect(first.code, first.stderr).toBe(0);
    const rows = edited.edit(lines("r.results.csv"));
    write("r.results.csv", csv(table(rows)));

    const flags = ledger === "a fresh ledger" ? ["--ledger", "fresh.db"] : [];
    await run(["sync", "r.results.csv", ...settle, ...flags]);

    const asked = [...edited.roster, ...rows].flatMap((row) => Object.values(askedBy(row, world)).flat());
    expect(naturalKeys(sandbox).toSorted()).toEqual([...new Set(asked)].toSorted());
    const after = lines("r.results.csv");
    expect(foreignAnswers(after, world, onPlatforms(sandbox))).toEqual([]);
    expect(after.map((line) => line["sync_result"])).toEqual(edited.results);
    if (edited.codes !== undefined)
      expect(after.map((line) => line["sync_error_code"])).toEqual(edited.codes);
    const before = sandbox.requests.length;
    await run(["sync", "r.results.csv", ...settle, ...flags]);
    const posts = sandbox.requests
      .slice(before)
      .filter(({ method, path }) => method === "POST" && !path.includes("/auth/"));
    expect(posts).toEqual([]);
    expect(lines("r.results.csv").map((line) => line["sync_error_code"])).not.toContain(stale);
  });
});

test("an id that nothing in the row can vouch for any more is not called someone else's", async () => {
  const { write, lines, run } = await rehearse({ world });
  write("r.csv", csv(table([license(0)])));
  await run(["sync", "r.csv", ...settle]);
  const withoutNpi = lines("r.results.csv").map(({ npi: _npi, ...line }) => line);
  write("r.results.csv", csv(table(withoutNpi)));

  await run(["sync", "r.results.csv", ...settle]);

  const [line] = lines("r.results.csv");
  expect(line?.["sync_result"]).toBe("exists");
  expect(line?.["sync_error"]).toMatch(
    /^caqh_provider_id .* was not found by what the row names now\. It was ignored\.$/,
  );
});
