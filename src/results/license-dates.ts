import { licenseWord, type LicenseField } from "../cells/license-fields.ts";
import type { Holding } from "../ledger/holding.ts";
import { isActiveLicense } from "../platforms/holding-source.ts";
import { codeIn } from "../platforms/reading.ts";
import type { Named } from "../roster/named.ts";
import { allLabelled } from "../roster/previous.ts";
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
