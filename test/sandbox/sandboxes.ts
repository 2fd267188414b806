import { afterEach } from "vitest";
import { startSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/index.ts";

/** The moment at which every clock of these tests stands at first. */
export const noon = Date.UTC(2026, 4, 20, 12);

/** A clock that moves only when it is told to; waiting costs no time and is written down. */
export class StandingClock {
  ms = noon;
  readonly waits: number[] = [];

  readonly now = (): number => this.ms;

  readonly sleep = async (ms: number): Promise<void> => {
    this.waits.push(ms);
    await Promise.resolve();
  };
}

/** Starts sandboxes for the tests of a file; each is closed after its test. */
export function sandboxes(): (
  options?: Partial<SandboxOptions>,
) => Promise<{ readonly sandbox: Sandbox; readonly clock: StandingClock }> {
  const running: Sandbox[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((sandbox) => sandbox.close()));
  });
  return async (options = {}) => {
    const clock = new StandingClock();
    const sandbox = await startSandbox({ now: clock.now, sleep: clock.sleep, ...options });
    running.push(sandbox);
    return { sandbox, clock };
  };
}
