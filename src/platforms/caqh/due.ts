import { statusGroup } from "./lifecycle.ts";
import { dayNumber } from "../../text/days.ts";

/** How soon an attestation is due, soonest first. */
export const dueSpans = ["overdue", "within30", "within60", "within90", "later"] as const;

/** How soon an attestation is due. */
export type DueSpan = (typeof dueSpans)[number];

/** What a span is called. */
export const spanNames: Readonly<Record<DueSpan, string>> = {
  overdue: "Overdue",
  within30: "In 30 days",
  within60: "In 31 to 60 days",
  within90: "In 61 to 90 days",
  later: "Later",
};

/** The day by which a provider has to attest again. */
export interface DueDay {
  /** The last day in time, or the day on which the attestation lapsed; days since 1970. */
  readonly day: number | undefined;
  /** CAQH says that it has lapsed, so that the day is not the last day in time but the first one too late. */
  readonly lapsed: boolean;
}

/** What CAQH says of an attestation; words and days as in the results columns. */
export interface AttestationWords {
  readonly providerStatus?: string | undefined;
  readonly providerStatusDate?: string | undefined;
  readonly attestationDue?: string | undefined;
}

/** When a provider has to attest; undefined when CAQH says nothing of it. A lapsed attestation may have no day. */
export function dueDayOf({
  providerStatus,
  providerStatusDate,
  attestationDue,
}: AttestationWords): DueDay | undefined {
  const lapsed = statusGroup(providerStatus) === "expired";
  const day = dayNumber(lapsed ? providerStatusDate : attestationDue);
  return lapsed || day !== undefined ? { day, lapsed } : undefined;
}

/**
 * How soon it is due. What CAQH calls expired is overdue whatever its day; what is due today is not overdue: it
 * expires tomorrow.
 * @param today days since 1970
 */
export function spanOf({ day, lapsed }: DueDay, today: number): DueSpan {
  if (lapsed || day === undefined) return "overdue";
  const days = day - today;
  if (days < 0) return "overdue";
  if (days <= 30) return "within30";
  if (days <= 60) return "within60";
  return days <= 90 ? "within90" : "later";
}
