/**
 * Waits until all of them have ended, well or badly, and then throws the first failure, if there was one. Unlike
 * Promise.all it leaves nothing running behind: what is under way may still have something to put on record.
 */
export async function allEnded(work: Iterable<Promise<unknown>>): Promise<void> {
  const ends = await Promise.allSettled(work);
  const failed = ends.find((end) => end.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
