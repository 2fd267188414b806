import type { StatusAnswer } from "./answer.ts";
import { attestationDue, statusGroup } from "./lifecycle.ts";

/** CAQH sends its own first reminder so many days before an attestation is due (FAQ for participating organizations). */
const remindDaysBefore = 15;

/**
 * What a plan should do next about a provider; the first thing that applies.
 * @param today `YYYY-MM-DD`, UTC
 */
export function nextAction(answer: StatusAnswer, today: string): string {
  if (!answer.found) return "verify_caqh_id";
  const group = statusGroup(answer.providerStatus);
  if (group === "terminal") return `stop_${snake(answer.providerStatus ?? "")}`;
  const roster = (answer.rosterStatus ?? "")
    .toUpperCase()
    .replaceAll(/[\s_-]+/g, " ")
    .trim();
  if (roster === "NOT ON ROSTER") return "add_to_roster";
  if (roster === "INACTIVE") return "review_roster";
  if (answer.authorized === false) return "request_authorization";
  if (group === "pre_registration" || group === "unreachable" || group === "in_progress") {
    return "provider_to_complete_profile";
  }
  const due = attestationDue(answer.providerStatus, answer.statusDate, answer.practiceState);
  if (group === "expired" || (due !== undefined && due < today)) return "provider_to_reattest";
  if (due !== undefined && daysBetween(today, due) <= remindDaysBefore) return "reattest_soon";
  return group === "documents_pending" ? "documents_pending" : "none";
}

function snake(status: string): string {
  return status
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, "_");
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}
