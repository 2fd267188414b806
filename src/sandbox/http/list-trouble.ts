import type { z } from "zod";
import { diceFrom, uuidOf } from "../seeded.ts";

/** One thing wrong with a body, in no platform's words yet. */
export interface Flaw {
  readonly path: readonly (string | number)[];
  readonly kind: "missing" | "unknown-key" | "wrong-word" | "wrong-type" | "malformed";
  /** What was wanted: a type for `wrong-type`, a format or a sentence for `malformed`. */
  readonly wanted: string;
  readonly given: unknown;
}

/** Sorts a schema's complaints about a body. */
export function flawsIn(error: z.ZodError, body: unknown): readonly Flaw[] {
  return error.issues.flatMap((issue): readonly Flaw[] => {
    const path = issue.path.map((part) => (typeof part === "number" ? part : String(part)));
    const given = valueAt(body, path);
    switch (issue.code) {
      case "unrecognized_keys":
        return issue.keys.map((key) => ({
          path: [...path, key],
          kind: "unknown-key",
          wanted: "",
          given: undefined,
        }));
      case "invalid_type":
        // A field that this shape must not have.
        if (issue.expected === "never") return [{ path, kind: "unknown-key", wanted: "", given }];
        return given === undefined
          ? [{ path, kind: "missing", wanted: issue.expected, given }]
          : [{ path, kind: "wrong-type", wanted: issue.expected, given }];
      case "invalid_value":
        return given === undefined
          ? [{ path, kind: "missing", wanted: "", given }]
          : [{ path, kind: "wrong-word", wanted: "", given }];
      case "invalid_format":
        return [{ path, kind: "malformed", wanted: issue.format, given }];
      case "custom":
      case "too_small":
      case "too_big":
      case "not_multiple_of":
      case "invalid_union":
      case "invalid_key":
      case "invalid_element":
        return [{ path, kind: "malformed", wanted: issue.message, given }];
    }
  });
}

function valueAt(body: unknown, path: readonly (string | number)[]): unknown {
  let value: unknown = body;
  for (const part of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, part) as unknown;
  }
  return value;
}

/** The kinds of trouble that make a page of a list another one than it should be. */
export const listTroubleKinds = [
  "reordered-list",
  "shifted-list",
  "empty-page",
  "self-naming-page",
  "lost-next",
  "lying-total",
] as const;

/** One of `listTroubleKinds`. */
export type ListTroubleKind = (typeof listTroubleKinds)[number];

/** What strikes a page of a list; the roll, from 0 to below 1, decides how. */
export interface ListTrouble {
  readonly kind: ListTroubleKind;
  readonly roll: number;
}

/** What a page of a list shows and says. */
interface ShownPage {
  readonly rows: readonly unknown[];
  /** How many rows the list has now; never a lie. */
  readonly length: number;
  /** What it says of that. */
  readonly total: unknown;
  /** Where it says that the next page begins; undefined when it names none. */
  readonly next: number | undefined;
}

/** Which rows are asked for. */
interface AskedPage {
  readonly start: number;
  readonly count: number;
}

/** Cuts a page out of a list, as it is or as its troubles have it. */
export function cutPage<Row>(
  rows: readonly Row[],
  show: (row: Row) => unknown,
  { start, count }: AskedPage,
  troubles: readonly ListTrouble[],
  nowMs: number,
): ShownPage {
  const rollOf = (kind: ListTroubleKind): number | undefined =>
    troubles.find((trouble) => trouble.kind === kind)?.roll;
  const shown = shifted(reordered(rows, rollOf("reordered-list")), show, rollOf("shifted-list"), nowMs);
  const { length } = shown;
  const blank = start > 0 ? rollOf("empty-page") : undefined;
  const isLast = start + count >= length;
  const lying = rollOf("lying-total");
  const itself = rollOf("self-naming-page") !== undefined;
  // a blank page ends the list half of the time
  const ends = isLast || rollOf("lost-next") !== undefined || (blank ?? 1) < 0.5;
  return {
    rows: blank === undefined ? shown.slice(start, start + count).map((row) => row()) : [],
    length,
    total: lying === undefined ? length : lieAbout(length, lying),
    next: itself ? start : ends ? undefined : start + count,
  };
}

function reordered<Row>(rows: readonly Row[], roll: number | undefined): readonly Row[] {
  if (roll === undefined) return rows;
  const dice = diceFrom(Math.floor(roll * 1_000_000));
  return rows
    .map((row) => ({ row, place: dice() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ row }) => row);
}

/** Rows about somebody else stand before and behind the others, so that where a page begins depends on the call. */
function shifted<Row>(
  rows: readonly Row[],
  show: (row: Row) => unknown,
  roll: number | undefined,
  nowMs: number,
): readonly (() => unknown)[] {
  const shown = rows.map((row) => () => show(row));
  const [first] = shown;
  if (roll === undefined || first === undefined) return shown;
  const before = Math.floor(roll * 4);
  // half of the time as many leave as come, so that the total does not tell
  const behind = (roll * 8) % 1 < 0.5 ? 3 - before : 0;
  const others = (from: number, to: number): (() => unknown)[] =>
    Array.from({ length: to - from }, (_, index) => () => somebodyElse(first(), from + index, nowMs));
  return [...others(0, before), ...shown, ...others(3 - behind, 3)];
}

/** A row like another one, about nobody that anybody asks for. */
function somebodyElse(row: unknown, number: number, nowMs: number): unknown {
  const id = uuidOf(`somebody else ${number}`);
  const made = new Date(nowMs).toISOString();
  const other: Readonly<Record<string, unknown>> = {
    id,
    provider: id,
    group_profile: null,
    facility: null,
    npi: null,
    email: `somebody.${number}@example.test`,
    name: `Somebody ${number}`,
    label: `Somebody ${number}`,
    full_name: `Somebody ${number}`,
    code: `S${number}`,
    first_name: "Somebody",
    last_name: `Else${number}`,
    firstName: "Somebody",
    lastName: `Else${number}`,
    created: made,
    requested: made,
    createdAt: made,
  };
  if (typeof row !== "object" || row === null) return row;
  return Object.fromEntries(
    Object.entries(row).map(([name, value]: [string, unknown]) => {
      if (!(name in other)) return [name, value];
      return [
        name,
        typeof value === "object" && value !== null && !Array.isArray(value) ? { id } : other[name],
      ];
    }),
  );
}

function lieAbout(length: number, roll: number): unknown {
  const lies = [0, null, -1, "many", length + 1, 9_999, 1_000_000_000_000];
  return lies[Math.floor(roll * lies.length)];
}
