import type { SimulatedTime } from "./time.ts";

/**
 * Lets the signals that a process joins with `AbortSignal.any` go with the process. Node keeps a joined one for as long
 * as somebody listens to it, which is until the system ends the process; here thousands of them end in one. Answers
 * how to undo that.
 */
export function trapSignals(time: SimulatedTime): () => void {
  const real = Reflect.get(AbortSignal, "any") as (signals: Iterable<AbortSignal>) => AbortSignal;
  AbortSignal.any = (signals) =>
    time.running === undefined ? Reflect.apply(real, AbortSignal, [signals]) : joined([...signals]);
  return () => void (AbortSignal.any = real);
}

/** Held by the signals it is made of, and by nothing else. */
function joined(signals: readonly AbortSignal[]): AbortSignal {
  const controller = new AbortController();
  const aborted = signals.find((signal) => signal.aborted);
  if (aborted !== undefined) controller.abort(aborted.reason);
  else
    for (const signal of signals)
      signal.addEventListener("abort", () => controller.abort(signal.reason), { once: true });
  return controller.signal;
}
