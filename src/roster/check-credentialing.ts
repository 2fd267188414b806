import type { RequestSpec, Identity, VerifiableCredentialingSpec } from "./request-spec.ts";
import type { SpecDefaults } from "./spec-defaults.ts";
import type { RowCells } from "./cells.ts";
import {
  namesFacility,
  namesVerifiableProvider,
  needProvider,
  refusePartOfPerson,
} from "./check-identity.ts";
import { booleanOf, choiceOf, dateOf } from "./values.ts";

/** The credentialing that a row asks for. */
export function checkCredentialing(
  cells: RowCells,
  identity: Identity,
  defaults: SpecDefaults,
): RequestSpec[] {
  const platform = choiceOf(cells, "credentialing", ["medallion", "verifiable"]);
  if (platform === "medallion") {
    needProvider(cells, identity);
    return [{ kind: "medallion.credentialing" }];
  }
  return platform === "verifiable" ? verifiableSpecs(cells, identity, defaults) : [];
}

function verifiableSpecs(
  cells: RowCells,
  identity: Identity,
  defaults: SpecDefaults,
): VerifiableCredentialingSpec[] {
  const facilitySpecialties = cells.list("facility_specialties");
  const subject = verifiableSubject(cells, identity, facilitySpecialties.length > 0);
  const type = choiceOf(cells, "credentialing_type", ["Initial", "ReCredentialing", "OffCycle"]);
  const priority = choiceOf(cells, "credentialing_priority", ["Low", "Medium", "High", "Urgent"]);
  const applicationReceivedDate = dateOf(cells, "application_received_date");
  if (applicationReceivedDate !== undefined && applicationReceivedDate > defaults.today) {
    cells.fault(
      "application_received_date",
      "invalid_date",
      "is in the future",
      "Verifiable accepts today at the latest.",
    );
  }
  const selfManaged = booleanOf(cells, "is_self_managed") ?? defaults.isSelfManaged;
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

function verifiableSubject(
  cells: RowCells,
  identity: Identity,
  hasSpecialties: boolean,
): "provider" | "facility" | undefined {
  const provider = namesVerifiableProvider(identity);
  const facility = namesFacility(identity);
  if (provider && hasSpecialties) {
    cells.rowFault(
      "ambiguous_subject",
      "names a provider for Verifiable and facility specialties as well",
      "Put the provider and the facility in separate rows.",
    );
    return undefined;
  }
  if (provider) return "provider";
  if (!facility) {
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
  refusePartOfPerson(cells, identity, "facility");
  return "facility";
}
