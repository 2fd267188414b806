import type { EnrollmentSpec, Identity } from "./request-spec.ts";
import type { SpecDefaults } from "./spec-defaults.ts";
import type { RowCells } from "./cells.ts";
import { isDamaged } from "./damage.ts";
import { namesGroup, namesProvider, refusePartOfPerson } from "./check-identity.ts";
import { ownerOf } from "./owner.ts";
import { payerNameOf } from "./payer-name.ts";
import { statesOf, uuidOf } from "./values.ts";

/** The payer enrollments that a row asks for, one for each state: of the provider, or of the group where no provider is named. */
export function checkEnrollments(
  cells: RowCells,
  identity: Identity,
  defaults: SpecDefaults,
): EnrollmentSpec[] {
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
  if (!namesProvider(identity) && namesGroup(identity)) refusePartOfPerson(cells, identity, "group");
  const payerId = payerIdOf(cells);
  const medallionOwned = ownerOf(cells, defaults);
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
