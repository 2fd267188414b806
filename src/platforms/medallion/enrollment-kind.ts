import type { RowCells } from "../../cells/cells.ts";
import { isDamaged, statesOf, uuidOf, choiceOf } from "../../cells/values.ts";
import { refusePartOfPerson } from "../part-of-person.ts";
import { requestKind, type ParseRules } from "../request-kind.ts";
import { credentialingColumn, credentialingWords } from "../shared-columns.ts";
import { payerNameOf } from "./payer-name.ts";
import { namesGroup, namesProvider, type MedallionIdentity, needProvider } from "./providers.ts";
import {
  isOpenEnrollment,
  ownerOfEnrollment,
  isOpenCredentialing,
  ownerOfCredentialing,
  isMedallionOwned,
  workerColumn,
} from "./statuses.ts";

/** One enrollment with one payer in one state. */
export interface EnrollmentSpec {
  readonly kind: "medallion.enrollment";
  readonly subject: "provider" | "group";
  readonly state: string;
  readonly payerName: string;
  readonly payerId?: string | undefined;
  readonly payerEntity?: string | undefined;
  /** Labels or ids. */
  readonly linesOfBusiness: readonly string[];
  /** Names or ids. */
  readonly practices: readonly string[];
  /** Name or id of a group profile. */
  readonly parGroup?: string | undefined;
  readonly medallionOwned: boolean;
}

/** Payer enrollments, as people see them. */
export const enrollmentKind = requestKind<EnrollmentSpec>({
  kind: "medallion.enrollment",
  work: "enrollments",
  words: {
    one: "enrollment",
    many: "enrollments",
    title: "Payer enrollments",
    list: "payer enrollment requests",
  },
  parse,
  label: ({ state }) => state,
  changeLabel: ({ state }) => `enrollment ${state}`,
  labelOf: ({ state }) => `enrollment ${String(state ?? "")}`.trim(),
  partner: ({ payerName }) => payerName,
  answers: {
    ids: "enrollment_request_ids",
    statuses: "enrollment_statuses",
    details: { enrollment_status_reasons: (entry) => entry?.statusReason },
  },
  workerColumn,
  owner: ownerOfEnrollment,
  hasEnded: (entry) => !isOpenEnrollment(entry),
});

/** One for each state: of the provider, or of the group where no provider is named. */
function parse(cells: RowCells, identity: MedallionIdentity, rules: ParseRules): readonly EnrollmentSpec[] {
  const states = statesOf(cells, "payer_states", "enrollment");
  const payerName = cells.text("payer_name");
  const payerEntity = uuidOf(cells, "payer_entity");
  if (cells.list("payer_states").length === 0 && payerName === "") return [];
  const named = payerNameOf(cells);
  const isUnreadable = cells.hasNoValue("payer_name") || cells.hasNoValue("payer_states");
  if (payerName === "" && !isUnreadable) {
    cells.fault("payer_name", "missing_value", "is blank, but payer_states is filled", "Name the payer.");
  }
  if (cells.list("payer_states").length === 0 && !isUnreadable) {
    cells.fault(
      "payer_states",
      "missing_value",
      "is blank, but payer_name is filled",
      "Write the states to enroll in.",
    );
  }
  if (!namesProvider(identity) && !namesGroup(identity)) {
    cells.rowFault(
      "no_identity",
      "asks for a payer enrollment but names neither a provider nor a group",
      "Fill in one of provider_id, email, npi or first and last name, or group_profile_id or group_name.",
    );
  }
  if (!namesProvider(identity) && namesGroup(identity)) {
    refusePartOfPerson(cells, identity, {
      subject: "group",
      names: [identity.group_name, identity.facility_name],
      needed: "npi, email, or first and last name",
      personIds: rules.personIds.filter((column) => column !== "provider_id"),
    });
  }
  const payerId = payerIdOf(cells);
  const medallionOwned = isMedallionOwned(cells, rules);
  if (medallionOwned === undefined || named === undefined) return [];
  return states.map((state) => ({
    kind: "medallion.enrollment" as const,
    subject: namesProvider(identity) ? ("provider" as const) : ("group" as const),
    state,
    payerName: named,
    payerId: filled(payerId),
    payerEntity,
    linesOfBusiness: cells.list("lines_of_business"),
    practices: cells.list("practices"),
    parGroup: filled(cells.text("par_group")),
    medallionOwned,
  }));
}

/** Payers' ids of five digits and more lose nothing with the `.0` of a column that was taken for numbers. */
function payerIdOf(cells: RowCells): string {
  const text = cells.text("payer_id");
  const whole = /^(\d{5,})\.0+$/.exec(text)?.[1];
  if (whole !== undefined) return whole;
  if (text !== "") isDamaged(cells, "payer_id");
  return text;
}

function filled(text: string): string | undefined {
  return text === "" ? undefined : text;
}

/** Credentialing by Medallion; there is nothing to choose. */
export interface CredentialingSpec {
  readonly kind: "medallion.credentialing";
}

/** Credentialing by Medallion, as people see it. */
export const credentialingKind = requestKind<CredentialingSpec>({
  kind: "medallion.credentialing",
  work: "credentialing",
  words: credentialingWords,
  parse: (cells, identity, { choices }) => {
    const { name } = credentialingColumn;
    if (choiceOf(cells, name, choices(name)) !== "medallion") return [];
    needProvider(cells, identity);
    return [{ kind: "medallion.credentialing" }];
  },
  label: () => "credentialing",
  changeLabel: () => "credentialing",
  labelOf: () => "credentialing",
  answers: {
    ids: "credentialing_request_id",
    statuses: "credentialing_request_status",
    details: {
      credentialing_status: (entry) => entry?.details?.["credentialing_status"],
      credentialing_file_id: (entry) => entry?.details?.["credentialing_file_id"],
    },
  },
  owner: ownerOfCredentialing,
  hasEnded: ({ status }) => !isOpenCredentialing(status),
});

/** The variants of the request body that this program sends, by their subject (API description, PESRs). */
export const newEnrollments = {
  provider: "NewProviderPayerEnrollmentServiceRequest",
  group: "NewGroupPayerEnrollmentServiceRequest",
} as const;

/** Every kind of enrollment request that a list may hold; all but two are others than those that this program makes. */
export const enrollmentKinds: readonly string[] = [
  newEnrollments.provider,
  newEnrollments.group,
  "NewFacilityPayerEnrollmentServiceRequest",
  "ProviderDemographicUpdateServiceRequest",
  "ProviderRevalidationServiceRequest",
  "GroupDemographicUpdateServiceRequest",
  "GroupRevalidationServiceRequest",
  "FacilityDemographicUpdateServiceRequest",
  "FacilityRevalidationServiceRequest",
];
