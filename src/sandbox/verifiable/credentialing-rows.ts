import type { SandboxContext } from "../context.ts";
import { uuidOf, ticksOf } from "../seeded.ts";
import type { Mark, VerifiableCredentialing, Path } from "../state/sandbox-state.ts";
import { facilityModel, providerModel } from "./providers.ts";

/** A request on the wire; lists leave out the checklist and the owner. */
export function credentialingModel(
  context: SandboxContext,
  request: VerifiableCredentialing,
  alone: boolean,
): unknown {
  const events = request.history.map((mark, index) => eventModel(request, mark, index));
  return {
    id: request.id,
    type: request.type,
    ...entityOf(context, request),
    createdAt: ticksOf(request.createdMs),
    currentEvent: events.at(-1),
    allEvents: events,
    priority: request.priority,
    isSelfManaged: request.isSelfManaged,
    applicationReceivedDate: request.applicationReceivedDate,
    ...(alone ? { checklist: checklistOf(request), owner } : {}),
  };
}

function entityOf(context: SandboxContext, request: VerifiableCredentialing): object {
  const { providers, facilities, facilitySpecialties } = context.world.verifiable;
  if (request.entityType === "Provider") {
    const provider = providers.find(({ id }) => id === request.entityId);
    return provider === undefined ? {} : { provider: providerModel(context, provider) };
  }
  const facility = facilities.find(({ id }) => id === request.entityId);
  return {
    ...(facility === undefined ? {} : { facility: facilityModel(context, facility) }),
    facilitySpecialties: facilitySpecialties.filter(({ id }) => request.facilitySpecialtyIds.includes(id)),
    facilitySpecialtyIds: request.facilitySpecialtyIds,
  };
}

function eventModel(request: VerifiableCredentialing, mark: Mark, index: number): unknown {
  const done = mark.status === "Completed" || mark.status === "CompletedWithConcern";
  return {
    id: uuidOf(`event ${request.id} ${index}`),
    description: mark.status.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " "),
    timestamp: ticksOf(mark.atMs),
    status: mark.status,
    attachments: done ? [{ path: `packets/${request.id}.pdf`, type: "CredentialingPacket" }] : [],
  };
}

function checklistOf(request: VerifiableCredentialing): unknown {
  return { id: uuidOf(`checklist ${request.id}`), requestId: request.id, items: [] };
}

const owner = {
  id: uuidOf("owner of requests"),
  email: "credentialing.lead@example.test",
  firstName: "Robin",
  lastName: "Lead",
};

/** The ways of a request that Verifiable's own team works; the order of the events is invented. */
const teamPaths: readonly [Path, ...Path[]] = [
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
const selfManagedPaths: readonly [Path, ...Path[]] = [
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
