import type { RowCells, IdentityWith } from "../../cells/cells.ts";
import { booleanOf, choiceOf, dateOf } from "../../cells/values.ts";
import { refusePartOfPerson } from "../part-of-person.ts";
import { requestKind, type ParseRules } from "../request-kind.ts";
import { credentialingColumn, credentialingWords } from "../shared-columns.ts";
import type { VerifiableColumn } from "./columns.ts";
import { isOpenAtVerifiable, ownerOfCredentialing } from "./statuses.ts";

/** Who a row is about, as far as Verifiable understands it. */
export type VerifiableIdentity = IdentityWith<VerifiableColumn | "group_name">;

/** Credentialing through Verifiable. */
export interface CredentialingSpec {
  readonly kind: "verifiable.credentialing";
  readonly subject: "provider" | "facility";
  readonly type?: "Initial" | "ReCredentialing" | "OffCycle" | undefined;
  readonly priority?: "Low" | "Medium" | "High" | "Urgent" | undefined;
  readonly selfManaged: boolean;
  /** `YYYY-MM-DD` */
  readonly applicationReceivedDate?: string | undefined;
  /** A taxonomy code, or the id of a facility's specialty: each is asked for by itself. Empty for a provider. */
  readonly facilitySpecialties: readonly string[];
}

/** Credentialing by Verifiable, as people see it. */
export const credentialingKind = requestKind<CredentialingSpec>({
  kind: "verifiable.credentialing",
  work: "credentialing",
  words: credentialingWords,
  parse: (cells, identity, rules) => {
    const { name } = credentialingColumn;
    return choiceOf(cells, name, rules.choices(name)) === "verifiable" ? parse(cells, identity, rules) : [];
  },
  label,
  changeLabel: (spec) => (spec.subject === "facility" ? `credentialing ${label(spec)}` : label(spec)),
  labelOf: () => "credentialing",
  answers: { ids: "credentialing_request_id", statuses: "credentialing_request_status" },
  workerColumn: { column: "is_self_managed", oursIs: "yes" },
  owner: ownerOfCredentialing,
  hasEnded: ({ status, attributes }) => !isOpenAtVerifiable(status, attributes["type"]),
  afterEnd: "A finished first credentialing at Verifiable is followed by credentialing_type ReCredentialing.",
});

function label({ facilitySpecialties }: CredentialingSpec): string {
  return facilitySpecialties[0]?.toUpperCase() ?? "credentialing";
}

function parse(
  cells: RowCells,
  identity: VerifiableIdentity,
  { defaults, today, personIds }: ParseRules,
): readonly CredentialingSpec[] {
  const facilitySpecialties = cells.list("facility_specialties");
  const subject = subjectOf(cells, identity, personIds, facilitySpecialties.length > 0);
  const type = choiceOf(cells, "credentialing_type", ["Initial", "ReCredentialing", "OffCycle"]);
  const priority = choiceOf(cells, "credentialing_priority", ["Low", "Medium", "High", "Urgent"]);
  const applicationReceivedDate = dateOf(cells, "application_received_date");
  if (applicationReceivedDate !== undefined && applicationReceivedDate > today) {
    cells.fault(
      "application_received_date",
      "invalid_date",
      "is in the future",
      "Verifiable accepts today at the latest.",
    );
  }
  const selfManaged = booleanOf(cells, "is_self_managed") ?? defaults["is_self_managed"];
  if (selfManaged === undefined && cells.text("is_self_managed") === "") {
    cells.fault(
      "is_self_managed",
      "missing_value",
      "is blank, but it decides who does the work and cannot be changed later",
      "Write yes when your own team works the request, no when Verifiable's does; or set it in the config file.",
    );
  }
  if (selfManaged === undefined || subject === undefined) return [];
  const common = {
    kind: "verifiable.credentialing",
    type,
    priority,
    selfManaged,
    applicationReceivedDate,
  } as const;
  if (subject === "provider") return [{ ...common, subject, facilitySpecialties: [] }];
  return distinct(facilitySpecialties).map((specialty) => ({
    ...common,
    subject,
    facilitySpecialties: [specialty],
  }));
}

/** A specialty that stands in the cell twice is asked for once. */
function distinct(specialties: readonly string[]): readonly string[] {
  return specialties.filter(
    (one, index) => specialties.findIndex((other) => other.toUpperCase() === one.toUpperCase()) === index,
  );
}

/** Whether a row names a provider that Verifiable can be asked about: it finds people by NPI only. */
export function namesProvider({ verifiable_provider_id, npi }: VerifiableIdentity): boolean {
  return (verifiable_provider_id ?? npi) !== undefined;
}

/** Whether a row names a facility. */
export function namesFacility({ verifiable_facility_id, facility_name }: VerifiableIdentity): boolean {
  return (verifiable_facility_id ?? facility_name) !== undefined;
}

function subjectOf(
  cells: RowCells,
  identity: VerifiableIdentity,
  personIds: readonly string[],
  hasSpecialties: boolean,
): "provider" | "facility" | undefined {
  const provider = namesProvider(identity);
  if (provider && hasSpecialties) {
    cells.rowFault(
      "ambiguous_subject",
      "names a provider for Verifiable and facility specialties as well",
      "Put the provider and the facility in separate rows.",
    );
    return undefined;
  }
  if (provider) return "provider";
  if (!namesFacility(identity)) {
    cells.rowFault(
      "no_identity",
      "asks for credentialing by Verifiable but has nothing to identify a provider or facility there",
      "Fill in verifiable_provider_id or npi for a provider, verifiable_facility_id or facility_name for a facility.",
    );
    return undefined;
  }
  if (!hasSpecialties) {
    cells.fault(
      "facility_specialties",
      "missing_value",
      "is blank, but a facility is credentialed for its specialties",
      "Write the taxonomy codes.",
    );
  }
  refusePartOfPerson(cells, identity, {
    subject: "facility",
    names: [identity.group_name, identity.facility_name],
    needed: "npi",
    // Medallion's id may be there for what else the row asks for
    personIds: personIds.filter((column) => column !== "provider_id"),
  });
  return "facility";
}
