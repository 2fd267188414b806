import type { SimulatedTime, Task } from "./time.ts";

type Callback = (...given: readonly unknown[]) => void;

/** A timer as Node hands it out, as far as anybody looks at it. */
interface Handle {
  readonly task: Task | undefined;
  cancelled: boolean;
  readonly unref: () => Handle;
  readonly ref: () => Handle;
}

/**
 * Puts the timers of JavaScript itself on simulated time, for as long as a process of the simulation runs; everybody
 * else has the real ones. Answers how to undo that.
 */
export function trapTimers(time: SimulatedTime): () => void {
  const { setTimeout: realTimeout, clearTimeout: realClear, setImmediate: realImmediate } = globalThis;
  const clearRealImmediate = globalThis.clearImmediate;
  const handleFor = (
    start: (run: () => void) => Task | undefined,
    callback: Callback,
    given: unknown[],
  ): Handle => {
    const handle: { -readonly [Name in keyof Handle]: Handle[Name] } = {
      task: undefined,
      cancelled: false,
      unref: () => handle,
      ref: () => handle,
    };
    handle.task = start(() => {
      if (!handle.cancelled) callback(...given);
    });
    return handle;
  };
  const clear = (handle: unknown, real: (handle: never) => void): void => {
    if (!isOurs(handle)) return real(handle as never);
    handle.cancelled = true;
    if (handle.task !== undefined) time.cancel(handle.task);
  };
  Object.assign(globalThis, {
    setTimeout: Object.assign((callback: Callback, ms = 0, ...given: unknown[]) => {
      const { running } = time;
      if (running === undefined) return realTimeout(callback, ms, ...given);
      return handleFor((run) => time.after(ms, running, "timer", run), callback, given);
    }, realTimeout),
    clearTimeout: (handle: unknown) => clear(handle, realClear),
    setImmediate: Object.assign((callback: Callback, ...given: unknown[]) => {
      const { running } = time;
      if (running === undefined) return realImmediate(callback, ...given);
      return handleFor((run) => (time.soon(running, "turn", run), undefined), callback, given);
    }, realImmediate),
    clearImmediate: (handle: unknown) => clear(handle, clearRealImmediate),
  });
  return () => {
    Object.assign(globalThis, {
      setTimeout: realTimeout,
      clearTimeout: realClear,
      setImmediate: realImmediate,
      clearImmediate: clearRealImmediate,
    });
  };
}

function isOurs(handle: unknown): handle is Handle {
  return typeof handle === "object" && handle !== null && "cancelled" in handle;
}
