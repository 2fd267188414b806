import type { LicenseKind } from "../state/records.ts";
import type { Path } from "../state/track.ts";

/** The ways of a new-license request; the statuses are Medallion's, their order is invented. */
export const licensePaths: readonly [Path, ...Path[]] = [
  path(
    "requested intake_in_progress intake_complete application_assigned application_sent application_in_process_with_state_board completed",
  ),
  path(
    "requested ready_for_intake intake_pending_provider intake_complete application_ready application_sent completed",
  ),
  path(
    "requested intake_prep info_needed_from_provider application_assigned psv_submitted application_in_process_with_state_board completed",
  ),
  path(
    "requested intake_in_progress application_qc_required application_sent license_issued_pending_qc completed",
  ),
];

/** Registrations with the DEA and for controlled substances wait for the state license first. */
export const registrationPaths: readonly [Path, ...Path[]] = [
  path("requested pending_state_license_issuance application_assigned application_sent completed"),
  path("requested intake_complete application_sent completed"),
  path("requested on_hold inactive"),
];

/** The ways of a request of this kind. */
export function pathsOf(kind: LicenseKind): readonly [Path, ...Path[]] {
  return kind === "dea" || kind === "csr" ? registrationPaths : licensePaths;
}

function path(statuses: string): Path {
  const [first = "", ...rest] = statuses.split(" ");
  return [{ status: first }, ...rest.map((status) => ({ status }))];
}
