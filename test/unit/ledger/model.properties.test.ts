import * as fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { IntentReceipt, Standing, SubmissionOutcome } from "../../../src/ledger/entry.ts";
import type { Gathering } from "../../../src/ledger/group-commit.ts";
import { workingLedger } from "../../../src/ledger/working.ts";
import { filePlaces, memoryPlaces } from "./places.ts";

const keys = ["a", "b", "c"] as const;
const endings = ["accepted", "refused", "released", "in_doubt"] as const;

type Event =
  | { readonly what: "intend"; readonly key: string }
  | { readonly what: "end"; readonly key: string; readonly how: (typeof endings)[number] }
  | { readonly what: "see"; readonly key: string }
  | { readonly what: "release"; readonly key: string }
  | { readonly what: "crash" };

const key = fc.constantFrom(...keys);
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant("intend" as const), key }) },
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant("end" as const), key, how: fc.constantFrom(...endings) }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("see" as const), key }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("release" as const), key }) },
  { weight: 2, arbitrary: fc.constant({ what: "crash" as const }) },
);

/** Nothing is left to wait for company. */
const atOnce: Gathering = {
  nextTurn: queueMicrotask,
  soon: (task) => {
    task();
    return () => undefined;
  },
};

/** The reference: what may be sent is exactly what certainly does not exist. */
function mayBeSent(standing: Standing | undefined): boolean {
  return standing === undefined || standing === "refused" || standing === "released";
}

const request = (name: string) => ({
  key: name,
  platform: "p",
  kind: "k",
  organization: "o",
  subject: "s",
  attributes: {},
});

const outcome = (how: (typeof endings)[number]): SubmissionOutcome =>
  how === "accepted"
    ? { outcome: how, remote: { remoteId: "r", status: "requested" } }
    : { outcome: how, problem: "p" };

describe.each([filePlaces(), memoryPlaces()])("in $engine", ({ mortal, clear }) => {
  afterAll(clear);

  test("a ledger agrees with a simple reference over any events and crashes, and never lets anything be sent twice", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 25 }), async (events) => {
        const reopen = mortal();
        const open = async () => workingLedger(await reopen(), "run", "salt", atOnce);
        let ledger = await open();
        const model = new Map<string, Standing>();
        const receipts = new Map<string, IntentReceipt>();
        for (const [at, step] of events.entries()) {
          if (step.what === "crash") {
            // whoever comes next finds what was acknowledged
            ledger = await open();
            receipts.clear();
            continue;
          }
          const standing = model.get(step.key);
          if (step.what === "intend") {
            const tried = ledger.requests.recordIntent([request(step.key)], at);
            if (!mayBeSent(standing)) {
              await expect(tried).rejects.toThrow("requested before");
              continue;
            }
            receipts.set(step.key, await tried);
            model.set(step.key, "intended");
          } else if (step.what === "end") {
            const receipt = receipts.get(step.key);
            if (receipt === undefined || standing !== "intended") continue;
            // an id that another request has proves nothing
            const isClaimed =
              step.how === "accepted" &&
              [...model].some(([name, other]) => name !== step.key && other === "accepted");
            const kept = await ledger.requests.recordOutcome(receipt, outcome(step.how), at);
            expect(kept).toBe(isClaimed ? "claimed" : "recorded");
            model.set(step.key, isClaimed ? "in_doubt" : step.how);
          } else if (step.what === "see") {
            const isAnothers = [...model].some(([name, other]) => name !== step.key && other === "accepted");
            const left = await ledger.requests.recordSeen(
              [{ ...request(step.key), remote: { remoteId: "r", status: "s" } }],
              at,
            );
            expect(left).toEqual(isAnothers && standing !== "accepted" ? [step.key] : []);
            if (left.length === 0) model.set(step.key, "accepted");
          } else if (standing === "in_doubt" || standing === "intended") {
            await ledger.requests.release([step.key], at);
            model.set(step.key, "released");
          }
        }
        const kept = await (await open()).requests.findMany(keys);
        expect(Object.fromEntries([...kept].map(([name, { standing }]) => [name, standing]))).toEqual(
          Object.fromEntries(model),
        );
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});
