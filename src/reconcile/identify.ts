import { pages } from "../database/database.ts";
import type { Problem } from "../faults/problem.ts";
import type { Attributes, LedgerEntry } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { answersOf } from "../lookup/lookup.ts";
import { canChange } from "../platforms/operation.ts";
import type { IdentifiedRequest, Resource } from "../platforms/resource.ts";
import { operationFor } from "../requests/chain.ts";
import type { Known } from "../requests/events.ts";
import { firstState, knownOf } from "../requests/known.ts";
import { digestOf, operationNamed, type Verb } from "../requests/operation.ts";
import type { StagedSpec } from "../staging/staged-rows.ts";
import { type Staging, failContradictions } from "../staging/staging.ts";
import type { NewWorkItem, WorkItem } from "../staging/work-item.ts";
import { mergeWorkItems, recallOtherForms } from "./aliases.ts";

const together = 200;

/**
 * Turns what rows ask for into distinct requests by natural key, now that it is known who everybody is, and says
 * how far each has come as the ledger remembers it. Requests of earlier runs that are in doubt are taken up too,
 * whether or not a row still asks for them.
 */
export async function identifyWorkItems(resource: Resource, staging: Staging, ledger: Ledger): Promise<void> {
  for (const specs of pages(
    0,
    (after: number) => staging.rows.undecided(resource.kind, after, together),
    ({ id }) => id,
  )) {
    await identifyPage(resource, specs, staging, ledger);
  }
  staging.together(() => {
    failContradictions(staging, "key");
    staging.workItems.dropUnasked(resource.kind);
  });
  await goOnWithThings(resource, staging, ledger);
  mergeWorkItems(resource, staging);
  await recallOtherForms(resource, staging, ledger);
  await takeUpDoubts(resource, staging, ledger);
}

async function identifyPage(
  resource: Resource,
  specs: readonly StagedSpec[],
  staging: Staging,
  ledger: Ledger,
): Promise<void> {
  const identified = specs.map((staged) => ({ staged, ...identify(resource, staged, staging) }));
  // what may have been changed since is looked up with all that was done to it
  const keys = canChange(resource) ? [] : identified.flatMap(({ request }) => request?.key ?? []);
  const entries = await ledger.requests.findMany(keys);
  const known = identified.flatMap(({ staged, request }) =>
    request === undefined ? [] : [{ staged, request, entry: entries.get(request.key) }],
  );
  const clashes = known.flatMap(({ staged, request, entry }) => {
    const clash = isMade(entry)
      ? resource.clash?.(request.attributes, entry.attributes, "roster")
      : undefined;
    return clash === undefined ? [] : [{ staged, problem: { code: "contradiction", message: clash } }];
  });
  const ownersOf = await idOwners(resource, known, ledger);
  staging.together(() => {
    for (const { staged, problem } of [...identified, ...clashes]) {
      if (problem !== undefined) staging.rows.failSpec(staged.id, problem);
    }
    staging.rows.setKeys(
      known.map(({ staged, request: { key, options } }) => ({
        id: staged.id,
        key,
        options: JSON.stringify(options),
      })),
    );
    staging.workItems.add(
      known.map(({ staged, request, entry }) => ({
        ...request,
        verb: staged.spec.verb ?? "create",
        digest: wishOf(resource, request.attributes),
        row: staged.row,
        ...knownAs(resource, staged, entry, ownersOf),
      })),
    );
  });
}

/** Whether a request was made, or may have been. */
function isMade(entry: LedgerEntry | undefined): entry is LedgerEntry {
  return entry !== undefined && entry.standing !== "refused" && entry.standing !== "released";
}

interface Identified {
  readonly staged: StagedSpec;
  readonly entry: LedgerEntry | undefined;
}

type OwnersOf = (id: string) => readonly LedgerEntry[];

/** Under which keys the ledger has the ids that rows give for their requests, and those that it has itself for them. */
async function idOwners(resource: Resource, known: readonly Identified[], ledger: Ledger): Promise<OwnersOf> {
  const ids = known.flatMap(({ staged, entry }) => [staged.previousId ?? [], entry?.remoteId ?? []].flat());
  const owners = new Map<string, LedgerEntry[]>();
  for (const owner of await ledger.requests.withRemoteIds([resource.kind], [...new Set(ids)])) {
    const id = owner.remoteId ?? "";
    owners.set(id, [...(owners.get(id) ?? []), owner]);
  }
  return (id) => owners.get(id) ?? [];
}

/**
 * How far a request has come, and which ids are to be seen on the platform first: one that the roster gives, unless the
 * ledger has it under another key, and one that the ledger has under two keys, as its first version could write it.
 */
function knownAs(
  resource: Resource,
  staged: StagedSpec,
  entry: LedgerEntry | undefined,
  ownersOf: OwnersOf,
): Pick<NewWorkItem, "known" | "toldIds"> {
  const mine = entry?.remoteId;
  if (entry !== undefined && mine !== undefined && entry.standing === "accepted") {
    const isForm = (other: LedgerEntry): boolean =>
      (resource.sharesRequests === true && other.subject === entry.subject) ||
      (resource.subsumes !== undefined &&
        (resource.subsumes(other.attributes, entry.attributes) ||
          resource.subsumes(entry.attributes, other.attributes)));
    const disputed = ownersOf(mine).some((other) => other.key !== entry.key && !isForm(other));
    if (disputed) return { known: knownOf(entry, { isDisputed: true }), toldIds: [mine] };
  }
  const told = staged.previousId;
  // an id that a person gave up is not handed back by the cell that still names it
  const isGivenUp = told !== undefined && entry?.givenUp?.includes(told) === true;
  const known = knownIn(resource, "create", entry);
  const isLookedFor = firstState(known) === "look";
  const mayCount = told !== undefined && !isGivenUp && isLookedFor && ownersOf(told).length === 0;
  return { known, toldIds: mayCount ? [told] : [] };
}

/** What an update would set, as one word; undefined where nothing can be updated. */
function wishOf({ update }: Resource, attributes: Attributes): string | undefined {
  return update === undefined ? undefined : digestOf(update.sets(attributes));
}

/**
 * Where things can be changed or removed, what rows want of one is an operation that follows what was done to it before:
 * what was left as wished is only looked at, what was not is changed, and what was removed is requested anew.
 */
async function goOnWithThings(resource: Resource, staging: Staging, ledger: Ledger): Promise<void> {
  if (!canChange(resource)) return;
  for (const workItems of pages(
    "",
    (after: string) => staging.workItems.page(resource.kind, "look", after, together),
    ({ key }) => key,
  )) {
    // what goes on under the key of a later operation comes by once more
    const natural = workItems.filter(({ key }) => operationNamed(key).before === 0);
    const subjects = natural.map(({ subject }) => subject);
    const known = await ledger.requests.ofSubjects(resource, subjects);
    staging.together(() => {
      for (const workItem of natural) goOn(resource, workItem, known.get(workItem.subject) ?? [], staging);
    });
  }
}

function goOn(
  resource: Resource,
  workItem: WorkItem,
  entries: readonly LedgerEntry[],
  staging: Staging,
): void {
  const ofThing = entries.filter(({ key }) => operationNamed(key).resource === workItem.key);
  const { key, verb, entry, waits, ids } = operationFor(
    { resource: workItem.key, verb: workItem.verb, digest: workItem.digest },
    ofThing,
    ({ attributes }) => wishOf(resource, attributes),
  );
  const known = knownIn(resource, verb, entry);
  const toldIds = firstState(known) === "look" ? [...new Set([...workItem.toldIds, ...ids])] : [];
  const now = staging.workItems.goOnAs(workItem, { key, verb, target: ids[0], toldIds, known });
  if (waits) staging.workItems.move(now, { event: "doubted-as-another" }, () => now);
}

/** An entry, as the state machine is told of it. */
function knownIn(resource: Resource, verb: Verb, entry: LedgerEntry | undefined): Known {
  const canBePolled = resource[verb]?.poll !== undefined;
  return knownOf(entry, { canBePolled, isRemoval: verb === "remove" });
}

function identify(
  resource: Resource,
  staged: StagedSpec,
  staging: Staging,
): { readonly request?: IdentifiedRequest; readonly problem?: Problem } {
  const references = staging.queries.outcomes(staged.references);
  const problems = references.flatMap(({ problem }) => problem ?? []);
  const [first] = problems;
  if (first === undefined) return { request: resource.identify(staged.spec, answersOf(references)) };
  const sentences = [...new Set(problems.map(({ message }) => message))].join(" ");
  return { problem: { code: first.code, message: sentences } };
}

async function takeUpDoubts(resource: Resource, staging: Staging, ledger: Ledger): Promise<void> {
  const unsettled = await ledger.requests.unsettled(resource);
  const asked = staging.workItems.findAll(unsettled.map(({ key }) => key));
  const unasked = unsettled.filter(({ key }) => !asked.has(key));
  staging.workItems.add(
    unasked.map((entry) => {
      const { key, kind, subject, attributes, remoteId } = entry;
      const { verb } = canChange(resource) ? operationNamed(key) : { verb: "create" as const };
      const digest = wishOf(resource, attributes);
      const known = knownIn(resource, verb, entry);
      const about = { key, kind, subject, attributes, verb, digest, target: remoteId };
      return { ...about, batch: key, row: undefined, toldIds: [], known };
    }),
  );
}
