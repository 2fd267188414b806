import { standingsOf, type Standing } from "../../requests/party.ts";
import { ownerByStatus, type Told } from "../next-step.ts";

/** Event statuses. A request to cancel is open until Verifiable has cancelled. */
const statuses = standingsOf([
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

/** Whose move credentialing is. */
export function ownerOfCredentialing({ status }: Told): Standing {
  return ownerByStatus(status, statuses);
}

/** What a request is when nobody says otherwise (API description, credentialing requests). */
export const defaultType = "Initial";

const ended = new Set(["Cancelled", "UnableToComplete", "Completed", "CompletedWithConcern"]);
const done = new Set(["Completed", "CompletedWithConcern"]);

/** An unknown status counts as open, and an initial credentialing that is completed is not done again. */
export function isOpenAtVerifiable(status: string | undefined, type: unknown): boolean {
  return !ended.has(status ?? "") || ((type ?? defaultType) === defaultType && done.has(status ?? ""));
}
