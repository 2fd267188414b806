import * as fc from "fast-check";
import { test } from "vitest";

/**
 * A test of what holds for all values. Written like the adapter that fast-check has for vitest, which takes longer
 * to load than all of these tests take to run.
 */
export function prop<Values extends unknown[]>(
  arbitraries: { [Place in keyof Values]: fc.Arbitrary<Values[Place]> },
  parameters: { readonly numRuns?: number } = {},
): (title: string, holds: (...values: Values) => void | Promise<void>) => void {
  return (title, holds) =>
    test(title, () =>
      fc.assert(
        fc.asyncProperty(fc.tuple<Values>(...arbitraries), async (values) => {
          await holds(...values);
        }),
        parameters,
      ),
    );
}
