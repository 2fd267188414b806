import { standingsOf } from "./party.ts";

/** Medallion's request statuses; the shorter words are those of its older list of service requests. */
export const medallionCredentialingStandings = standingsOf([
  ["scheduled", "platform", "scheduled requested"],
  ["intake and verification", "platform", "intake_inprogress verification_inprogress in_progress"],
  ["committee", "outside", "ready_for_committee ready in_committee"],
  ["closed, done", "done", "committee_approved closed"],
  ["closed, not done", "ended", "committee_rejected file_expired"],
]);

/** Verifiable's event statuses. A request to cancel is open until Verifiable has cancelled. */
export const verifiableStandings = standingsOf([
  [
    "open, waiting on the platform",
    "platform",
    "RequestSubmitted RequestInProgress AdditionalInformationSubmitted",
  ],
  [
    "open, waiting on us",
    "us",
    "AdditionalInformationRequested SecondAttemptMissingInfo ThirdAttemptMissingInfo",
  ],
  ["open, ending", "platform", "CancellationRequested"],
  ["closed, done", "done", "Completed CompletedWithConcern"],
  ["closed, not done", "ended", "Cancelled UnableToComplete"],
]);
