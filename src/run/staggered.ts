import { allEnded } from "../lists/all-ended.ts";
import type { RequestBook } from "../platforms/platform.ts";

/**
 * Kinds of request one after the other, each begun when the one before has nothing left to take up, so that one is
 * settled while the next is sent. First those whose ids only a list tells.
 */
export async function inTurn(
  books: readonly RequestBook[],
  work: (book: RequestBook, onTakenUp: () => void) => Promise<void>,
): Promise<void> {
  const order = books.toSorted((one, other) => Number(one.answersInFull) - Number(other.answersInFull));
  let before = Promise.resolve();
  await allEnded(
    order.map((book) => {
      const turn = before;
      let takenUp: () => void = () => undefined;
      before = new Promise((resolve) => (takenUp = resolve));
      return turn.then(() => work(book, takenUp)).finally(takenUp);
    }),
  );
}
