import { statusGroup } from "../../platforms/caqh/lifecycle.ts";
import { dayNumber } from "../days.ts";
import type { ReportCaqh } from "../report-data.ts";
import { caqhPeople, type CaqhPerson } from "./caqh-people.ts";

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

/** A provider who has to attest again. */
export interface Due extends CaqhPerson {
  /** The last day in time, or the day on which the attestation lapsed; days since 1970. */
  readonly day: number | undefined;
  readonly span: DueSpan;
  /** CAQH says that it has lapsed, so that the day is not the last day in time but the first one too late. */
  readonly lapsed: boolean;
}

/**
 * Attestations by the day they are due, soonest first. An attestation that CAQH calls expired is overdue since
 * the date of that status, and stays so when there is no such date.
 * @param today days since 1970
 */
export function attestationsDue(entries: readonly ReportCaqh[], today: number): readonly Due[] {
  return caqhPeople(entries)
    .flatMap((person): readonly Due[] => {
      const lapsed = statusGroup(person.caqh.providerStatus) === "expired";
      const day = dayNumber(lapsed ? person.caqh.providerStatusDate : person.caqh.attestationDue);
      if (lapsed) return [{ ...person, day, span: "overdue", lapsed }];
      return day === undefined ? [] : [{ ...person, day, span: spanOf(day - today), lapsed }];
    })
    .toSorted((one, other) => (one.day ?? 0) - (other.day ?? 0) || one.caqh.row - other.caqh.row);
}

/** The span of a day that is so many days away. What is due today is not overdue: it expires tomorrow. */
export function spanOf(days: number): DueSpan {
  if (days < 0) return "overdue";
  if (days <= 30) return "within30";
  if (days <= 60) return "within60";
  return days <= 90 ? "within90" : "later";
}
