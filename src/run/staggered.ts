import { allEnded } from "../lists/all-ended.ts";
import type { Resource } from "../platforms/resource.ts";

/**
 * Kinds of request one after the other, each begun when the one before has nothing left to take up, so that one is
 * settled while the next is sent. First those whose ids only a list tells.
 */
export async function inTurn(
  resources: readonly Resource[],
  work: (resource: Resource, onTakenUp: () => void) => Promise<void>,
): Promise<void> {
  const order = resources.toSorted((one, other) => Number(endsAtOnce(one)) - Number(endsAtOnce(other)));
  let before = Promise.resolve();
  await allEnded(
    order.map((resource) => {
      const turn = before;
      let takenUp: () => void = () => undefined;
      before = new Promise((resolve) => (takenUp = resolve));
      return turn.then(() => work(resource, takenUp)).finally(takenUp);
    }),
  );
}

/** Whether what is sent needs no further reading, as a rule. */
function endsAtOnce({ create }: Resource): boolean {
  return create?.returnsFinalState === true;
}
