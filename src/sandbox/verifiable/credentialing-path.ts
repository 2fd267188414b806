import type { Path } from "../state/sandbox-state.ts";

/** The ways of a request that Verifiable's own team works; the order of the events is invented. */
export const teamPaths: readonly [Path, ...Path[]] = [
  path("RequestSubmitted RequestInProgress Completed"),
  path(
    "RequestSubmitted RequestInProgress AdditionalInformationRequested AdditionalInformationSubmitted Completed",
  ),
  path("RequestSubmitted RequestInProgress CompletedWithConcern"),
  path(
    "RequestSubmitted RequestInProgress AdditionalInformationRequested SecondAttemptMissingInfo ThirdAttemptMissingInfo UnableToComplete",
  ),
  path("RequestSubmitted RequestInProgress CancellationRequested Cancelled"),
];

/** Self-managed requests know three statuses only. */
export const selfManagedPaths: readonly [Path, ...Path[]] = [
  path("RequestInProgress Completed"),
  path("RequestInProgress Completed"),
  path("RequestInProgress Cancelled"),
];

/** The ways of a request, by who works it. */
export function pathsFor(isSelfManaged: boolean): readonly [Path, ...Path[]] {
  return isSelfManaged ? selfManagedPaths : teamPaths;
}

/** The words for the status of an event. */
export const eventStatuses: readonly string[] = [
  "RequestSubmitted",
  "RequestInProgress",
  "AdditionalInformationRequested",
  "AdditionalInformationSubmitted",
  "CancellationRequested",
  "Cancelled",
  "Completed",
  "CompletedWithConcern",
  "UnableToComplete",
  "SecondAttemptMissingInfo",
  "ThirdAttemptMissingInfo",
];

function path(statuses: string): Path {
  const [first = "", ...rest] = statuses.split(" ");
  return [{ status: first }, ...rest.map((status) => ({ status }))];
}
