import type { Resource } from "../platforms/platform.ts";
import type { WorkItem } from "../staging/work-items.ts";
import type { Event } from "../requests/events.ts";
import type { Staging } from "../staging/staging.ts";

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
