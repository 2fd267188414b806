/** What a provider status means for the plan (Roster Individual specification 2.0, provider status values). */
export type StatusGroup =
  | "pre_registration"
  | "unreachable"
  | "in_progress"
  | "documents_pending"
  | "current"
  | "expired"
  | "terminal"
  | "unknown";

const groups: Readonly<Record<string, StatusGroup>> = {
  newprovider: "pre_registration",
  initialoutreach: "pre_registration",
  alternateoutreach: "pre_registration",
  returnedmail: "unreachable",
  undeliverable: "unreachable",
  firstprovidercontact: "in_progress",
  profiledatasubmitted: "documents_pending",
  initialprofilecomplete: "current",
  reattestation: "current",
  expiredattestation: "expired",
  expired: "expired",
  optout: "terminal",
  providerretired: "terminal",
  retired: "terminal",
  providerdeceased: "terminal",
  deceased: "terminal",
};

/** The date of these statuses is the day of an attestation; that of an expired one is the day it lapsed. */
const attested = new Set<StatusGroup>(["documents_pending", "current"]);

/** The group of a status, whatever its letter case and punctuation. */
export function statusGroup(status: string | undefined): StatusGroup {
  return groups[(status ?? "").toLowerCase().replaceAll(/[^a-z]/g, "")] ?? "unknown";
}

/**
 * The day by which a provider has to attest again: 120 days after the last time, 180 where the primary practice
 * state is Illinois. Undefined when the status date is not the date of an attestation. Days are UTC.
 */
export function attestationDue(
  status: string | undefined,
  statusDate: string | undefined,
  practiceState: string | undefined,
): string | undefined {
  if (statusDate === undefined || !attested.has(statusGroup(status))) return undefined;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(statusDate)) return undefined;
  const days = practiceState?.toUpperCase() === "IL" ? 180 : 120;
  const due = new Date(`${statusDate}T00:00:00Z`);
  if (Number.isNaN(due.getTime())) return undefined;
  due.setUTCDate(due.getUTCDate() + days);
  return due.toISOString().slice(0, 10);
}
