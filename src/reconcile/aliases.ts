import { pages } from "../database/database.ts";
import type { Attributes, LedgerEntry } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Resource } from "../platforms/resource.ts";
import type { Event } from "../requests/events.ts";
import { knownOf } from "../requests/known.ts";
import type { Staging } from "../staging/staging.ts";
import type { WorkItem } from "../staging/work-item.ts";
import { identityOf } from "./tools.ts";

const together = 200;

/**
 * Finds work items that an earlier run made under another key, since the roster named them more or less precisely then:
 * an enrollment by the payer's name and now by its entity, a facility with fewer specialties. They are that request,
 * though a list that lags may not show it yet. A request has one key: the ledger's, or the row's where that is the more
 * precise one, and then the ledger takes it over.
 */
export async function recallOtherForms(resource: Resource, staging: Staging, ledger: Ledger): Promise<void> {
  const { subsumes, holds } = resource;
  if (subsumes === undefined && holds === undefined) return;
  const isForm = (before: Attributes, wanted: Attributes): boolean =>
    subsumes !== undefined && (subsumes(before, wanted) || subsumes(wanted, before));
  for (const workItems of pages(
    "",
    (after: string) => staging.workItems.page(resource.kind, "look", after, together),
    ({ key }) => key,
  )) {
    const known = new Map(
      await ledger.requests.ofSubjects(
        resource,
        workItems.map(({ subject }) => subject),
      ),
    );
    for (const workItem of workItems) {
      const entries = known.get(workItem.subject) ?? [];
      if (entries.some(({ key, standing }) => key === workItem.key && standing === "accepted")) continue;
      const others = entries.filter(({ key }) => key !== workItem.key);
      const forms = others.filter(({ attributes }) => isForm(attributes, workItem.attributes));
      const holders = others.filter(({ attributes }) => holds?.(attributes, workItem.attributes) === true);
      const clash = clashIn(resource, workItem, others);
      if (clash !== undefined) {
        staging.workItems.move(workItem, contradicted(clash));
        continue;
      }
      if (waitsFor([...forms, ...holders], workItem, staging)) continue;
      if (await recall(resource, workItem, forms, staging, ledger)) {
        const now = await ledger.requests.ofSubjects(resource, [workItem.subject]);
        known.set(workItem.subject, now.get(workItem.subject) ?? []);
      }
      tellOf(holders, workItem, staging);
    }
  }
}

/** Whether nobody knows yet what became of one of these; then the work item waits for it. */
function waitsFor(entries: readonly LedgerEntry[], workItem: WorkItem, staging: Staging): boolean {
  if (!entries.some(({ standing }) => standing === "intended" || standing === "in_doubt")) return false;
  staging.workItems.move(workItem, { event: "doubted-as-another" }, () => workItem);
  return true;
}

/** What was requested together with other things may be this one, as far as the platform shows that it holds it. */
function tellOf(holders: readonly LedgerEntry[], workItem: WorkItem, staging: Staging): void {
  const toldIds = holders.flatMap(({ standing, remoteId }) =>
    standing === "accepted" ? (remoteId ?? []) : [],
  );
  if (toldIds.length > 0) staging.workItems.addPossibleIds(workItem.key, toldIds);
}

/** Why the ledger has a request that this work item cannot be told from, nor be. */
function clashIn(
  resource: Resource,
  workItem: WorkItem,
  entries: readonly LedgerEntry[],
): string | undefined {
  return entries
    .filter(({ key, standing }) => key !== workItem.key && standing !== "refused" && standing !== "released")
    .map(({ attributes }) => resource.clash?.(workItem.attributes, attributes, "roster"))
    .find((clash) => clash !== undefined);
}

/** Answers whether the ledger has the request under another key now. */
async function recall(
  resource: Resource,
  workItem: WorkItem,
  forms: readonly LedgerEntry[],
  staging: Staging,
  ledger: Ledger,
): Promise<boolean> {
  const accepted = forms.filter(({ standing }) => standing === "accepted");
  const [form] = accepted;
  if (new Set(accepted.map(({ key, remoteId }) => remoteId ?? key)).size > 1) {
    const why = "It matches several requests that were made before. Name it as precisely as they do.";
    staging.workItems.move(workItem, contradicted(why));
  } else if (form !== undefined) {
    const isVaguer = resource.subsumes?.(workItem.attributes, form.attributes) === true;
    if (isVaguer) {
      await ledger.requests.rename(form.key, identityOf(resource, workItem));
      // other rows may name it as the ledger did
      staging.workItems.merge(form.key, workItem.key);
      staging.workItems.move(workItem, knownOf(form));
      return true;
    }
    const { key, attributes } = form;
    staging.workItems.add([{ ...workItem, key, attributes, toldIds: [], known: knownOf(form) }]);
    staging.workItems.merge(workItem.key, key);
  }
  return false;
}

/**
 * Finds work items with different keys that the platform could not tell apart: an enrollment by the payer's name in one
 * row and by the payer's entity in another. The vaguer one becomes the other; where it could be several, its rows fail.
 */
export function mergeWorkItems(resource: Resource, staging: Staging): void {
  const { subsumes } = resource;
  if (subsumes === undefined) return;
  for (let after = ""; ;) {
    const subject = staging.workItems.nextCrowdedSubject(resource.kind, after);
    if (subject === undefined) return;
    after = subject;
    const workItems = staging.workItems.ofSubject(resource.kind, subject);
    const gone = new Map<string, string>();
    for (const workItem of workItems) {
      const [only, another] = clearest(workItem, workItems, subsumes);
      if (only !== undefined && another === undefined) {
        let into = only.key;
        for (let next = gone.get(into); next !== undefined; next = gone.get(into)) into = next;
        staging.workItems.merge(workItem.key, into);
        gone.set(workItem.key, into);
      }
      if (another !== undefined) {
        const why = "It matches several requests of other rows. Make the rows agree.";
        staging.workItems.move(workItem, contradicted(why));
      }
      const clash = workItems
        .map((other) =>
          other === workItem ? undefined : resource.clash?.(workItem.attributes, other.attributes, "roster"),
        )
        .find((sentence) => sentence !== undefined);
      if (clash !== undefined) staging.workItems.move(workItem, contradicted(clash));
    }
  }
}

/** Of the work items that a vaguer one could become, those that could become no other: one alone ends every chain. */
function clearest(
  workItem: WorkItem,
  workItems: readonly WorkItem[],
  subsumes: NonNullable<Resource["subsumes"]>,
): readonly WorkItem[] {
  const clearer = workItems.filter(
    (other) => other !== workItem && subsumes(other.attributes, workItem.attributes),
  );
  return clearer.filter(
    (one) => !clearer.some((other) => other !== one && subsumes(other.attributes, one.attributes)),
  );
}

/** That a request cannot be told from another one, nor be it. */
export function contradicted(message: string): Event {
  return { event: "contradicted", problem: { code: "contradiction", message } };
}
