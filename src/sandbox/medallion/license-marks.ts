import type { LicenseRequest } from "../state/records.ts";

/** What Medallion calls the kind of registration behind a license request. */
export function registrationOf(request: LicenseRequest): "state" | "dea" | "state_controlled" {
  if (request.kind === "dea") return "dea";
  return request.kind === "csr" ? "state_controlled" : "state";
}

/** How the request carries the right to prescribe; blank for plain licenses. */
export function rxAuthorityOf(request: LicenseRequest): string {
  switch (request.kind) {
    case "prescriptive_authority":
    case "autonomous_registration":
      return request.kind;
    case "prescriptive_authority_checkbox_selected":
      return "checkbox_selected";
    case "license":
    case "dea":
    case "csr":
    case "rn":
      return "";
  }
}

/** The duration that a row shows: two kinds have one of their own, named like them. */
export function shownDuration(request: LicenseRequest): string {
  const own = request.kind === "prescriptive_authority" || request.kind === "autonomous_registration";
  return own ? request.kind : request.durationType;
}
