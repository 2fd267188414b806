import type { RowCells } from "../../cells/cells.ts";
import { licenseFields, licenseWord, type LicenseField } from "../../cells/states.ts";
import { booleanOf, choiceOf, dateOf, statesOf } from "../../cells/values.ts";
import { nearest } from "../../text/nearest.ts";
import { requestKind, type ParseRules } from "../request-kind.ts";
import { certificateTypes, durationTypes, prescribingNurses } from "./certificates.ts";
import { needProvider, type MedallionIdentity } from "./providers.ts";
import { isOpenLicense, ownerOfLicense, isMedallionOwned, workerColumn } from "./statuses.ts";

/** One license or registration in one state. */
export interface LicenseSpec {
  readonly kind: "medallion.license";
  readonly field: LicenseField;
  readonly state: string;
  readonly certificateType: string;
  readonly durationType?: string | undefined;
  readonly viaImlc?: boolean | undefined;
  readonly supportingNlc?: boolean | undefined;
  /** `YYYY-MM-DD` */
  readonly created?: string | undefined;
  readonly medallionOwned: boolean;
}

/** Licenses and registrations, as people see them. */
export const licenseKind = requestKind<LicenseSpec>({
  kind: "medallion.license",
  work: "licenses",
  words: { one: "license", many: "licenses", title: "Licenses", list: "license requests" },
  parse,
  label: ({ state, field }) => `${state} ${licenseWord(field)}`,
  changeLabel: ({ state, field }) => `${licenseWord(field)} ${state}`,
  labelOf: ({ field, state }) =>
    `${String(field ?? "").replace(/_states$/, "")} ${String(state ?? "")}`.trim(),
  answers: { ids: "license_request_ids", statuses: "license_request_statuses" },
  workerColumn,
  owner: ownerOfLicense,
  hasEnded: ({ status }) => !isOpenLicense(status),
});

function parse(cells: RowCells, identity: MedallionIdentity, rules: ParseRules): readonly LicenseSpec[] {
  const wanted = licenseFields.map((field) => [field, statesOf(cells, field, "license")] as const);
  const options = {
    durationType: choiceOf(cells, "duration_type", durationTypes),
    viaImlc: booleanOf(cells, "request_via_imlc"),
    supportingNlc: booleanOf(cells, "request_supporting_nlc"),
    created: dateOf(cells, "license_created"),
  };
  // states that are at fault are asked for all the same
  if (licenseFields.every((field) => cells.list(field).length === 0)) return [];
  needProvider(cells, identity);
  const certificateType = certificateTypeOf(cells);
  const medallionOwned = isMedallionOwned(cells, rules);
  if (certificateType === undefined || medallionOwned === undefined) return [];
  for (const [field, states] of wanted) {
    const rx = field.startsWith("prescriptive_authority") || field === "autonomous_registration_states";
    if (!rx || states.length === 0 || prescribingNurses.has(certificateType)) continue;
    cells.warn(
      field,
      "prescriptive_authority_unusual",
      `is requested with certificate type ${certificateType}`,
      "It exists for NP, CNM and PMHNP only; the platform may refuse it.",
    );
  }
  return wanted.flatMap(([field, states]) =>
    states.map((state) => ({
      kind: "medallion.license" as const,
      field,
      state,
      certificateType,
      medallionOwned,
      ...options,
    })),
  );
}

/** Case matters here (`LAc` and `LAC` are two professions), so nothing is corrected, only suggested. */
function certificateTypeOf(cells: RowCells): string | undefined {
  const text = cells.text("certificate_type");
  if (text === "") {
    return cells.fault(
      "certificate_type",
      "missing_value",
      "is blank, but a license needs one",
      "Write the certificate type, for example MD or NP.",
    );
  }
  if (!certificateTypes.has(text)) {
    const problem = noCertificateType(text);
    if (problem !== undefined) {
      return cells.fault(
        "certificate_type",
        "invalid_choice",
        problem,
        "Write the one certificate type that the license is requested with, for example MD or NP.",
      );
    }
    const meant = nearest(text, certificateTypes);
    cells.warn(
      "certificate_type",
      "unknown_certificate_type",
      "is not a known certificate type",
      meant === undefined ? "It is sent as written." : `It is sent as written. Did you mean ${meant}?`,
    );
  }
  return text;
}

/** The list is open, but no code is a yes or no, a number or a date, or a list of codes that are known. */
function noCertificateType(text: string): string | undefined {
  if (/^(?:yes|no|true|false|y|n|x|[\d\s.,/#-]+)$/i.test(text)) return "is not a certificate type";
  const parts = text.split(/\s*(?:[;,|/&+\r\n]|\band\b|\bor\b)\s*/i).filter((part) => part !== "");
  return parts.length > 1 && parts.every((part) => certificateTypes.has(part))
    ? "names several certificate types, and a license is requested with one"
    : undefined;
}
