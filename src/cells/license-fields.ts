/** The seven kinds of license and registration, by the columns that list the states in which they are wanted. */
export const licenseFields = [
  "license_states",
  "dea_states",
  "csr_states",
  "rn_states",
  "prescriptive_authority_states",
  "autonomous_registration_states",
  "prescriptive_authority_checkbox_selected_states",
] as const;

/** One of {@link licenseFields}. */
export type LicenseField = (typeof licenseFields)[number];

/** What a kind of license is called in a results cell: `CA license`, `NY dea`. */
export function licenseWord(field: LicenseField): string {
  return field.replace(/_states$/, "");
}
