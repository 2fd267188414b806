import { describe, expect, test } from "vitest";
import {
  foldLabel,
  foldName,
  namesContradict,
  withoutMiddleInitial,
  type PersonName,
} from "../../../src/platforms/people.ts";

describe("a name", () => {
  test.each([
    ["Amara", "amara"],
    [" AMARA ", "amara"],
    ["José", "jose"],
    ["Nuñez-Ortiz", "nunezortiz"],
    ["O'Brien", "obrien"],
    ["O’Brien", "obrien"],
    ["De la Cruz", "delacruz"],
    ["Ruiz, Jr.", "ruiz"],
    ["Ruiz Jr", "ruiz"],
    ["Ruiz III", "ruiz"],
    ["Okafor, MD, PhD", "okafor"],
    ["Okafor, M.D.", "okafor"],
    ["Do", "do"],
    ["Ng", "ng"],
    ["", ""],
    ["李", "李"],
  ])("%j is compared as %j", (name, folded) => {
    expect(foldName(name)).toBe(folded);
  });
});

describe("a label", () => {
  test.each([
    ["Blue Cross Blue Shield", "blue cross blue shield"],
    ["  Blue-Cross / Blue_Shield ", "blue cross blue shield"],
    ["AETNA, Inc.", "aetna inc"],
    ["Lakéside", "lakeside"],
    ["", ""],
    ["--", "--"],
    [" + ", "+"],
  ])("%j is compared as %j", (label, folded) => {
    expect(foldLabel(label)).toBe(folded);
  });

  test("keeps words apart that names would join", () => {
    expect(foldLabel("East Side")).not.toBe(foldLabel("Eastside"));
  });
});

describe("two people", () => {
  const amara: PersonName = { first: "amara", last: "okafor" };

  test.each<[string, PersonName, PersonName]>([
    ["with the same names", amara, amara],
    ["of whom one gives an initial", { first: "a" }, amara],
    ["of whom the other gives an initial", amara, { first: "a", last: "okafor" }],
    ["of whom one gives no name", {}, amara],
    ["of whom the other gives no name", amara, {}],
    ["of whom one name is blank", { first: "", last: "" }, amara],
    ["of whom one is known by another first name", { first: "mara" }, { ...amara, alsoFirst: ["mara"] }],
    ["of whom one is known by another last name", { last: "ruiz" }, { ...amara, alsoLast: ["ruiz"] }],
  ])("%s may be the same", (_what, asked, found) => {
    expect(namesContradict(asked, found)).toBe(false);
  });

  test.each<[string, PersonName, PersonName]>([
    ["with other first names", { first: "benjamin" }, amara],
    ["with other last names", { last: "castellano" }, amara],
    ["with another initial", { first: "b" }, amara],
    ["of whom one name begins the other", { first: "am" }, amara],
    ["with an initial for a last name", { last: "o" }, amara],
    ["whose other names do not fit either", { first: "ben" }, { ...amara, alsoFirst: ["mara"] }],
  ])("%s are not", (_what, asked, found) => {
    expect(namesContradict(asked, found)).toBe(true);
  });
});

describe("a middle initial", () => {
  const named = (name: string): PersonName => ({
    first: foldName(name),
    plainFirst: withoutMiddleInitial(name),
    last: "okafor",
  });

  test.each([
    ["Chloe M.", "chloe"],
    ["Chloe M", "chloe"],
    ["CHLOE M. J.", "chloe"],
  ])("behind %j leaves %j", (name, plain) => {
    expect(withoutMiddleInitial(name)).toBe(plain);
  });

  test.each([
    ["Chloe M.", "Chloe"],
    ["Chloe M.", "Chloe Marie"],
    ["Chloe M.", "CHLOE M"],
  ])("makes no two people one: %s and %s", (one, other) => {
    expect(namesContradict(named(one), named(other))).toBe(false);
    expect(namesContradict(named(other), named(one))).toBe(false);
  });

  test.each([
    ["Chloe M.", "Chloe B."],
    ["Chloe M.", "Clara"],
    ["Chloe M.", "Chloe Beth"],
    ["Chloe M.", "Clara M."],
  ])("does not make two people one: %s and %s", (one, other) => {
    expect(namesContradict(named(one), named(other))).toBe(true);
    expect(namesContradict(named(other), named(one))).toBe(true);
  });
});
