import type { Attributes, LedgerEntry } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Resource } from "../platforms/platform.ts";
import { identityOf } from "./tools.ts";
import type { WorkItem } from "../staging/work-items.ts";
import type { Staging } from "../staging/staging.ts";
import { knownOf } from "../requests/known.ts";
import { contradicted } from "./merge.ts";

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
  for (let after = ""; ;) {
    const workItems = staging.workItems.page(resource.kind, "look", after, together);
    const last = workItems.at(-1);
    if (last === undefined) return;
    after = last.key;
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
