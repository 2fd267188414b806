import type { LedgerEntry } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { answersOf } from "../lookup/lookup.ts";
import type { IdentifiedRequest, Resource } from "../platforms/resource.ts";
import type { StagedSpec } from "../staging/staged-rows.ts";
import type { Problem } from "../faults/problem.ts";
import type { NewWorkItem } from "../staging/work-items.ts";
import { type Staging, failContradictions } from "../staging/staging.ts";
import { mergeWorkItems, recallOtherForms } from "./aliases.ts";
import { firstState, knownOf } from "../requests/known.ts";

const together = 200;

/**
 * Turns what rows ask for into distinct requests by natural key, now that it is known who everybody is, and says
 * how far each has come as the ledger remembers it. Requests of earlier runs that are in doubt are taken up too,
 * whether or not a row still asks for them.
 */
export async function identifyWorkItems(resource: Resource, staging: Staging, ledger: Ledger): Promise<void> {
  for (let after = 0; ;) {
    const specs = staging.rows.undecided(resource.kind, after, together);
    const last = specs.at(-1);
    if (last === undefined) break;
    after = last.id;
    await identifyPage(resource, specs, staging, ledger);
  }
  staging.together(() => {
    failContradictions(staging, "key");
    staging.workItems.dropUnasked(resource.kind);
  });
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
  const entries = await ledger.requests.findMany(identified.flatMap(({ request }) => request?.key ?? []));
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
      known.map(({ staged, request: { key, options } }) => ({ id: staged.id, key, options })),
    );
    staging.workItems.add(
      known.map(({ staged, request, entry }) => ({
        ...request,
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
  const known = knownOf(entry, { canBePolled: resource.create?.poll !== undefined });
  const isLookedFor = firstState(known) === "look";
  const mayCount = told !== undefined && !isGivenUp && isLookedFor && ownersOf(told).length === 0;
  return { known, toldIds: mayCount ? [told] : [] };
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
      const { key, kind, subject, attributes } = entry;
      const known = knownOf(entry, { canBePolled: resource.create?.poll !== undefined });
      return { key, kind, subject, attributes, batch: key, row: undefined, toldIds: [], known };
    }),
  );
}
