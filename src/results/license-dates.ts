import { licenseWord, type LicenseField } from "../cells/states.ts";
import type { Holding } from "../ledger/entry.ts";
import { isActiveLicense, isInForce } from "../platforms/holding-source.ts";
import { codeIn, payerRank } from "../platforms/reading.ts";
import type { Named } from "../roster/columns.ts";
import { allLabelled, labelled } from "../roster/row.ts";
import type { ToldDay } from "./date-answers.ts";
import type { RowAnswers } from "./layout.ts";

/** A license as the columns tell it, whichever platforms know it. */
interface ToldLicense {
  readonly label: string;
  readonly number: string | undefined;
  readonly until: string | undefined;
  readonly isActive: boolean;
  readonly holding: Holding;
}

/**
 * The license columns of a row: of the states and kinds that it names, or of all that is active. A number that several
 * platforms know is told once, by the first of them. Pure.
 * @param holdings those of the platform that goes first come first
 */
export function licenseDates(
  { licenses: named }: Named,
  holdings: readonly Holding[],
  today: string,
): { readonly answers: RowAnswers; readonly days: readonly ToldDay[] } {
  const licenses = holdings.filter(({ kind, state }) => kind === "license" && state !== undefined);
  const found =
    named.length > 0
      ? named.flatMap(({ field, state }) => licensesFor(field, state, licenses, today))
      : licenses
          .filter((license) => isActiveLicense(license, today))
          .map((holding) => toldAs(wordOf(holding, licenses), holding, today))
          .toSorted((one, other) => (one.label < other.label ? -1 : one.label > other.label ? 1 : 0));
  const told = eachOnce(found);
  const active = told.flatMap(({ isActive, until }) => (isActive ? (until ?? []) : []));
  const answers: RowAnswers = {
    license_numbers: allLabelled(told.map(({ label, number }) => [label, number ?? ""])),
    license_expirations: allLabelled(told.map(({ label, until }) => [label, until ?? ""])),
    license_next_expiration: active.toSorted()[0] ?? "",
  };
  const days = told.flatMap(({ label, until, holding }): readonly ToldDay[] =>
    until === undefined
      ? []
      : [
          {
            column: "license_expirations",
            label,
            name: `expiration ${label}`,
            value: until,
            holding,
            day: "until",
          },
        ],
  );
  return { answers, days };
}

/** All active licenses of a kind in a state; where none is, the one that lapsed last. */
function licensesFor(
  field: LicenseField,
  state: string,
  licenses: readonly Holding[],
  today: string,
): readonly ToldLicense[] {
  const fitting = licenses.filter((license) => license.state === state && isOfKind(license, field));
  const plain = fitting.filter((license) => !isRn(license));
  const mine = field === "license_states" && plain.length > 0 ? plain : fitting;
  const active = mine.filter((license) => isActiveLicense(license, today));
  const [lapsed] = mine
    .filter(({ status, until }) => until !== undefined && codeIn(status) !== "pending")
    .toSorted((one, other) => ((one.until ?? "") < (other.until ?? "") ? 1 : -1));
  const chosen = active.length > 0 || lapsed === undefined ? active : [lapsed];
  return chosen.map((holding) => toldAs(licenseWord(field), holding, today));
}

function toldAs(word: string, holding: Holding, today: string): ToldLicense {
  const { state = "", number, until } = holding;
  return { label: `${state} ${word}`, number, until, isActive: isActiveLicense(holding, today), holding };
}

function eachOnce(licenses: readonly ToldLicense[]): readonly ToldLicense[] {
  const byNumber = new Map<string, ToldLicense>();
  for (const license of licenses) {
    const { label, number, until, holding } = license;
    const key = `${label} ${number === undefined ? holding.id : plainNumber(number)}`;
    const known = byNumber.get(key);
    byNumber.set(key, known === undefined ? license : { ...known, until: known.until ?? until });
  }
  return [...byNumber.values()];
}

/** Boards and platforms write the same number with and without blanks, dots and hyphens. */
function plainNumber(number: string): string {
  return number.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
}

/** The kinds that lists mark by their authority. */
const byAuthority: Readonly<Record<string, LicenseField>> = {
  prescriptive_authority: "prescriptive_authority_states",
  autonomous_registration: "autonomous_registration_states",
  checkbox_selected: "prescriptive_authority_checkbox_selected_states",
};

function fieldOf({ attributes }: Holding): LicenseField {
  const registration = codeIn(attributes["registration"]);
  if (registration === "dea") return "dea_states";
  if (registration === "state_controlled") return "csr_states";
  const authority = codeIn(attributes["rx_authority"]) ?? codeIn(attributes["duration_type"]) ?? "";
  return byAuthority[authority] ?? "license_states";
}

function isOfKind(license: Holding, field: LicenseField): boolean {
  return field === "rn_states"
    ? fieldOf(license) === "license_states" && isRn(license)
    : fieldOf(license) === field;
}

function isRn({ attributes }: Holding): boolean {
  return (
    attributes["certificate_type"] === "RN" ||
    /\bregistered nurse\b|\bRN\b/i.test(String(attributes["type"] ?? ""))
  );
}

/** An RN license beside another one is told as such. */
function wordOf(license: Holding, licenses: readonly Holding[]): string {
  const field = fieldOf(license);
  const isPlain = (one: Holding): boolean => fieldOf(one) === "license_states" && !isRn(one);
  return field === "license_states" && isRn(license) && licenses.some(isPlain) ? "rn" : licenseWord(field);
}

/**
 * The enrollment columns of a row, by state: of the payer that it names, or of all that is in force. Where there are
 * several, the earliest day counts. What has ended, and what does not participate, has no days. Pure.
 */
export function enrollmentDates(
  { enrollments: named }: Named,
  holdings: readonly Holding[],
  today: string,
): { readonly answers: RowAnswers; readonly days: readonly ToldDay[] } {
  const all = holdings.filter(
    ({ kind, until, attributes }) =>
      kind === "enrollment" &&
      !(until !== undefined && until < today) &&
      codeIn(attributes["par_status"]) !== "non_par",
  );
  const inForce = all.filter((holding) => isInForce(holding, today));
  const states =
    named.length > 0
      ? named.map(({ state, ...payer }) => ({
          state,
          enrollments: all.filter((each) => each.state === state && payerRank(payer, each.attributes) > 0),
        }))
      : [...new Set(inForce.flatMap(({ state }) => state ?? []))]
          .toSorted()
          .map((state) => ({ state, enrollments: inForce.filter((each) => each.state === state) }));
  const write = named.length > 0 ? labelled : allLabelled;
  const told = (day: "from" | "due"): readonly (readonly [string, Holding | undefined])[] =>
    states.map(({ state, enrollments }) => [state, earliest(enrollments, day)]);
  const cells = (day: "from" | "due"): string =>
    write(told(day).map(([state, holding]) => [state, holding?.[day] ?? ""]));
  const days = (["from", "due"] as const).flatMap((day) =>
    told(day).flatMap(([state, holding]) => toldDay(state, holding, day)),
  );
  return {
    answers: {
      enrollment_effective_dates: cells("from"),
      enrollment_revalidation_dates: cells("due"),
    },
    days,
  };
}

function earliest(enrollments: readonly Holding[], day: "from" | "due"): Holding | undefined {
  return enrollments
    .filter((each) => each[day] !== undefined)
    .toSorted((one, other) => ((one[day] ?? "") < (other[day] ?? "") ? -1 : 1))[0];
}

function toldDay(state: string, holding: Holding | undefined, day: "from" | "due"): readonly ToldDay[] {
  const value = holding?.[day];
  if (holding === undefined || value === undefined) return [];
  const [column, word] =
    day === "from"
      ? (["enrollment_effective_dates", "effective date"] as const)
      : (["enrollment_revalidation_dates", "revalidation"] as const);
  return [{ column, label: state, name: `${word} ${state}`, value, holding, day }];
}
