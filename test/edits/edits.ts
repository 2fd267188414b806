import * as fc from "fast-check";
import type { World } from "../../src/sandbox/index.ts";
import type { Row } from "./reference.ts";

/** Whom rows may be about. */
export interface People {
  readonly world: World;
  readonly persons: readonly Row[];
}

/** One thing that somebody does to a results file; places count from 0 and go round. */
export type Edit =
  | { readonly what: "type another person over"; readonly row: number; readonly person: Row }
  | {
      readonly what: "copy a row for another person";
      readonly row: number;
      readonly person: Row;
      readonly asked?: Row;
    }
  | {
      readonly what: "swap cells";
      readonly row: number;
      readonly other: number;
      readonly columns: readonly string[];
    }
  | {
      readonly what: "paste cells";
      readonly row: number;
      readonly from: number;
      readonly columns: readonly string[];
    }
  | { readonly what: "move the roster's own columns"; readonly by: number }
  | { readonly what: "delete columns"; readonly columns: readonly string[] }
  | { readonly what: "write cells"; readonly row: number; readonly cells: Row }
  | {
      readonly what: "write over a filled cell";
      readonly row: number;
      readonly column: string;
      readonly value: string;
    }
  | { readonly what: "delete a row"; readonly row: number }
  | { readonly what: "turn the rows round" };

const words = ["email", "npi", "first_name", "last_name"];
const ids = [
  "provider_id",
  "verifiable_provider_id",
  "caqh_provider_id",
  "group_profile_id",
  "verifiable_facility_id",
];
const answers = [
  "license_request_ids",
  "license_request_statuses",
  "enrollment_request_ids",
  "enrollment_statuses",
  "credentialing_request_id",
  "credentialing_request_status",
];
const asking = [
  "certificate_type",
  "license_states",
  "dea_states",
  "payer_name",
  "payer_id",
  "payer_states",
  "credentialing",
  "credentialing_type",
];

/** What the roster itself brought, ids apart. */
const left = [...words, ...asking, "group_name", "facility_name", "facility_specialties"];

const owned = { is_medallion_owned: "no", is_self_managed: "yes" };

const certificate = fc.constantFrom("MD", "DO");
const states = fc.constantFrom("CA", "TX", "CA; TX", "WA; OK");
const payer = fc.constantFrom(
  { payer_name: "Aetna", payer_id: "60054" },
  { payer_name: "Aetna", payer_id: "" },
  { payer_name: "Cigna", payer_id: "" },
  { payer_name: "Cigna", payer_id: "62308" },
);

const asks: fc.Arbitrary<Row> = fc.oneof(
  fc.record({ certificate_type: certificate, license_states: states }),
  fc.record({
    certificate_type: certificate,
    license_states: states,
    dea_states: fc.constantFrom("CA", "TX"),
  }),
  fc.tuple(payer, states).map(([named, payer_states]): Row => ({ ...named, payer_states })),
  fc.constant<Row>({ credentialing: "medallion" }),
  fc.record({
    credentialing: fc.constant("verifiable"),
    credentialing_type: fc.constantFrom("Initial", "ReCredentialing"),
  }),
  fc.constant<Row>({}),
);

const wordSets = [words, ["npi"], ["email"], ["email", "npi"], ["npi", "first_name", "last_name"]];

function only(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? ""]));
}

/** Rosters of a few rows, with or without columns for ids of their own; no two rows ask for the same. */
export function madeRoster({ persons, world }: People): fc.Arbitrary<readonly Row[]> {
  const row = fc.record({
    who: fc.constantFrom(...persons.keys()),
    said: fc.constantFrom(...wordSets),
    asked: fc.oneof(
      asks,
      fc.tuple(asks, asks).map(([one, other]): Row => ({ ...one, ...other })),
    ),
  });
  const groups = world.medallion.groupProfiles.map(({ name }): Row => ({
    ...owned,
    group_name: name,
    payer_name: "Aetna",
    payer_states: "TX",
  }));
  const facilities = world.verifiable.facilities.map(({ id, name }): Row => {
    const specialty = world.verifiable.facilitySpecialties.find(({ facilityId }) => facilityId === id);
    const code = world.verifiable.facilityTaxonomies.find(
      ({ id: one }) => one === specialty?.taxonomyId,
    )?.code;
    return { ...owned, facility_name: name, facility_specialties: code ?? "", credentialing: "verifiable" };
  });
  const named = fc
    .uniqueArray(row, { minLength: 1, maxLength: 5, selector: ({ who }) => who })
    .map((rows) =>
      rows.map(({ who, said, asked }): Row => ({ ...owned, ...only(persons[who] ?? {}, said), ...asked })),
    );
  const others = fc.subarray([groups[0] ?? {}, facilities[0] ?? {}]);
  return fc.tuple(named, others, fc.boolean()).map(([rows, more, template]) => {
    const blank = template ? Object.fromEntries(ids.map((id) => [id, ""])) : {};
    return [...rows, ...more].map((one) => ({ ...only({}, [...words, ...asking]), ...blank, ...one }));
  });
}

const at = <T>(items: readonly T[], place: number): T | undefined => items[place % Math.max(1, items.length)];
const replaced = (rows: readonly Row[], place: number, change: (row: Row) => Row): readonly Row[] =>
  rows.map((row, index) => (index === place % Math.max(1, rows.length) ? change(row) : row));

/** The words of a row with those of another person in their places; a group or a facility stays as it is. */
function typedOver(row: Row, person: Row): Row {
  const filled = words.filter((word) => (row[word] ?? "") !== "");
  return { ...row, ...only(person, filled) };
}

/** A few edits, one after the other. */
export function madeEdits({ persons, world }: People): fc.Arbitrary<readonly Edit[]> {
  const place = fc.nat(7);
  const person = fc.constantFrom(...persons);
  const block = fc.subarray(["provider_id", ...answers], { minLength: 1 });
  const deleted = fc.subarray([...ids, ...answers], { minLength: 1 });
  const anyId = fc.constantFrom(
    ...world.medallion.providers.slice(0, 6).map(({ id }) => id),
    ...world.verifiable.providers.slice(0, 6).map(({ id }) => id),
    "0f3ad1c2-4be1-4c6b-9d52-7a5b1f6c3e21",
  );
  const typedIds = fc
    .tuple(
      fc.constantFrom(
        "provider_id",
        "verifiable_provider_id",
        ...answers.filter((one) => one.includes("_id")),
      ),
      anyId,
    )
    .map(([column, id]): Row => ({ [column]: id }));
  const groupNames = world.medallion.groupProfiles.map(({ name }) => name);
  const facilityNames = world.verifiable.facilities.map(({ name }) => name);
  const edit: fc.Arbitrary<Edit> = fc.oneof(
    fc.record({ what: fc.constant("type another person over" as const), row: place, person }),
    fc.record(
      { what: fc.constant("copy a row for another person" as const), row: place, person, asked: asks },
      { requiredKeys: ["what", "row", "person"] },
    ),
    fc.record({ what: fc.constant("swap cells" as const), row: place, other: place, columns: block }),
    fc.record({ what: fc.constant("paste cells" as const), row: place, from: place, columns: block }),
    fc.record({ what: fc.constant("move the roster's own columns" as const), by: place }),
    fc.record({ what: fc.constant("delete columns" as const), columns: deleted }),
    fc.record({ what: fc.constant("write cells" as const), row: place, cells: fc.oneof(asks, typedIds) }),
    fc.record({
      what: fc.constant("write over a filled cell" as const),
      row: place,
      column: fc.constant("group_name"),
      value: fc.constantFrom(...groupNames),
    }),
    fc.record({
      what: fc.constant("write over a filled cell" as const),
      row: place,
      column: fc.constant("facility_name"),
      value: fc.constantFrom(...facilityNames),
    }),
    fc.record({ what: fc.constant("delete a row" as const), row: place }),
    fc.constant({ what: "turn the rows round" as const }),
  );
  return fc.array(edit, { minLength: 1, maxLength: 4 });
}

/** The rows after all edits. */
export function edited(rows: readonly Row[], edits: readonly Edit[]): readonly Row[] {
  return edits.reduce(afterOne, rows);
}

function afterOne(rows: readonly Row[], edit: Edit): readonly Row[] {
  switch (edit.what) {
    case "type another person over":
      return replaced(rows, edit.row, (row) => typedOver(row, edit.person));
    case "copy a row for another person": {
      const row = at(rows, edit.row);
      if (row === undefined) return rows;
      const copy = typedOver(row, edit.person);
      return [...rows, edit.asked === undefined ? copy : { ...copy, ...only({}, asking), ...edit.asked }];
    }
    case "swap cells": {
      const [one, other] = [at(rows, edit.row) ?? {}, at(rows, edit.other) ?? {}];
      const half = replaced(rows, edit.row, (row) => ({ ...row, ...only(other, edit.columns) }));
      return replaced(half, edit.other, (row) => ({ ...row, ...only(one, edit.columns) }));
    }
    case "paste cells":
      return replaced(rows, edit.row, (row) => ({
        ...row,
        ...only(at(rows, edit.from) ?? {}, edit.columns),
      }));
    case "move the roster's own columns":
      return rows.map((row, index) => ({ ...row, ...only(at(rows, index + edit.by) ?? {}, left) }));
    case "delete columns":
      return rows.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([column]) => !edit.columns.includes(column))),
      );
    case "write cells":
      return replaced(rows, edit.row, (row) => ({ ...row, ...edit.cells }));
    case "write over a filled cell":
      return replaced(rows, edit.row, (row) =>
        (row[edit.column] ?? "") === "" ? row : { ...row, [edit.column]: edit.value },
      );
    case "delete a row":
      return rows.filter((_, index) => index !== edit.row);
    case "turn the rows round":
      return rows.toReversed();
  }
}
