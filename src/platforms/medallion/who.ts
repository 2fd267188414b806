import type { RowCells } from "../../cells/cells.ts";
import type { IdentityWith } from "../../cells/identity.ts";
import type { MedallionColumn } from "./columns.ts";

/** Who a row is about, as far as Medallion understands it. */
export type MedallionIdentity = IdentityWith<MedallionColumn | "facility_name">;

/** Whether a row names a provider that Medallion can be asked about. */
export function namesProvider({
  provider_id,
  email,
  npi,
  first_name,
  last_name,
}: MedallionIdentity): boolean {
  const isNamed = first_name !== undefined && last_name !== undefined;
  return (provider_id ?? email ?? npi) !== undefined || isNamed;
}

/** Whether a row names a group profile. */
export function namesGroup({ group_profile_id, group_name }: MedallionIdentity): boolean {
  return (group_profile_id ?? group_name) !== undefined;
}

/** A fault of the row unless it names a provider that Medallion can be asked about. */
export function needProvider(cells: RowCells, identity: MedallionIdentity): void {
  if (namesProvider(identity)) return;
  cells.rowFault(
    "no_identity",
    "requests something from Medallion but names no provider",
    "Fill in one of provider_id, email, npi, or first and last name.",
  );
}
