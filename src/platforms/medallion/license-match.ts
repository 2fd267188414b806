import type { LicenseField } from "../../cells/states.ts";
import type { Attributes, Holding } from "../../ledger/entry.ts";
import { lapses, type Horizon, type Verdict } from "../holding-source.ts";
import { codeIn } from "../reading.ts";
import type { Remote } from "../resource.ts";
import { certificateTypes, certificateCode, durationTypes } from "./certificates.ts";

const durations: ReadonlySet<string> = new Set(durationTypes);

/** What a listed request calls each kind (API description, generic service requests). */
const registrations: Readonly<Record<LicenseField, string>> = {
  license_states: "state",
  rn_states: "state",
  dea_states: "dea",
  csr_states: "state_controlled",
  prescriptive_authority_states: "state",
  autonomous_registration_states: "state",
  prescriptive_authority_checkbox_selected_states: "state",
};

/** How a list marks the kinds that share a registration with the plain license. */
const rxWords: Partial<Record<LicenseField, string>> = {
  prescriptive_authority_states: "prescriptive_authority",
  autonomous_registration_states: "autonomous_registration",
  prescriptive_authority_checkbox_selected_states: "checkbox_selected",
};

/**
 * How well a listed license request fits a wanted one: 0 when state, kind, certificate type or duration differ.
 * A registered nurse's license of, say, an NP may be listed under either certificate type, so that `RN` is the
 * better fit for an RN license and the worse one for a plain license. Fields that a list leaves out fit everything.
 */
export function licenseMatchRank(wanted: Attributes, { attributes: listed }: Remote): number {
  const field = String(wanted["field"]) as LicenseField;
  if (listed["state"] !== wanted["state"]) return 0;
  if (registrationOf(listed) !== registrations[field]) return 0;
  if (!kindFits(wanted, listed, field)) return 0;
  return certificateRank(wanted, listed, field);
}

/** A listed request without the certificate type and the duration, where those are words of the list's own. */
export function withoutWords(listed: Remote): Remote {
  const { certificate_type: certificate, duration_type: duration, ...attributes } = listed.attributes;
  const isOwn =
    typeof certificate === "string" &&
    !certificateTypes.has(certificateCode(certificate)) &&
    !isRegistration(codeIn(certificate));
  return {
    ...listed,
    attributes: {
      ...attributes,
      ...(isOwn ? {} : { certificate_type: certificate }),
      ...(durations.has(codeIn(duration) ?? "") ? { duration_type: duration } : {}),
    },
  };
}

/** The list's certificate types hold `dea` and `state_controlled` beside the professions. */
function registrationOf(listed: Attributes): string {
  const said = codeIn(listed["registration"] ?? listed["certificate_type"]);
  return isRegistration(said) ? said : "state";
}

function isRegistration(word: string | undefined): word is "dea" | "state_controlled" {
  return word === "dea" || word === "state_controlled";
}

function kindFits(wanted: Attributes, listed: Attributes, field: LicenseField): boolean {
  const rxWord = rxWords[field];
  const duration = codeIn(listed["duration_type"]);
  const rx = codeIn(listed["rx_authority"]);
  if (rxWord !== undefined) return rx === rxWord || (rx === undefined && duration === rxWord);
  // a license that includes the authority is a license still
  if (rx !== undefined && rx !== "rx_included") return false;
  const wantedDuration = codeIn(wanted["duration_type"]) ?? "permanent";
  if (duration === undefined || duration === wantedDuration) return true;
  return false;
}

function certificateRank(wanted: Attributes, listed: Attributes, field: LicenseField): number {
  const code = (word: Attributes[string]): string | undefined =>
    typeof word === "string" ? certificateCode(word) : undefined;
  const [asked, said] = [code(wanted["certificate_type"]), code(listed["certificate_type"])];
  if (field === "rn_states") {
    if (said === "RN") return 3;
    return said === asked || said === undefined ? 1 : 0;
  }
  if (said === asked) return 2;
  return said === undefined || codeIn(said) === registrations[field] ? 1 : 0;
}

/** What the licenses on file say of a wanted license: the same kind, state, certificate type and duration, and active. */
export function licenseVerdict(wanted: Attributes, holdings: readonly Holding[], horizon: Horizon): Verdict {
  const same = holdings.filter((holding) => holding.kind === "license" && isSameLicense(wanted, holding));
  const active = same
    .filter(({ status }) => codeIn(status) === "active")
    .filter((holding) => !lapses(holding, horizon))
    .toSorted((one, other) => later(one.until, other.until));
  const [held] = active;
  if (held !== undefined) {
    const words = ["held", held.number, held.until === undefined ? undefined : `until ${held.until}`];
    return { held: words.filter((word) => word !== undefined).join(" ") };
  }
  const pending = same.find(
    ({ status, until }) => codeIn(status) === "pending" && !(until !== undefined && until < horizon.today),
  );
  if (pending === undefined) return {};
  const number = pending.number === undefined ? "" : ` (${pending.number})`;
  return { note: `Medallion has a license of this kind on file that is pending${number}.` };
}

function later(one: string | undefined, other: string | undefined): number {
  const [a, b] = [one ?? "9999", other ?? "9999"];
  return a < b ? 1 : a > b ? -1 : 0;
}

/** Kind, state, certificate type and duration are the same, as requests are compared, but stricter: nothing is guessed for what is held. */
function isSameLicense(wanted: Attributes, { state, attributes }: Holding): boolean {
  const listed = {
    attributes: { ...attributes, state },
    remoteId: "",
    subject: "",
    createdAt: undefined,
    open: true,
  };
  const rank = licenseMatchRank(wanted, listed);
  const field = wanted["field"];
  // a plain license of a nurse practitioner is no RN license
  if (field === "rn_states" && rank < 3) return false;
  const duration = codeIn(attributes["duration_type"]);
  const wantedDuration = codeIn(wanted["duration_type"]) ?? "permanent";
  const isRx = String(field).startsWith("prescriptive") || field === "autonomous_registration_states";
  const isOtherDuration =
    duration !== undefined &&
    duration !== wantedDuration &&
    !(isRx && duration === codeIn(attributes["rx_authority"] ?? duration));
  return rank > 0 && !isOtherDuration;
}
