import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { openDatabase, type Database } from "../../src/database/database.ts";
import { GroupCommit } from "../../src/ledger/commit.ts";
import type { IntentReceipt, Standing, SubmissionOutcome } from "../../src/ledger/entry.ts";
import { Requests } from "../../src/ledger/requests.ts";
import { prepareSchema } from "../../src/ledger/schema.ts";

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

/** The reference: what may be sent is exactly what certainly does not exist. */
function mayBeSent(standing: Standing | undefined): boolean {
  return standing === undefined || standing === "refused" || standing === "released";
}

function open(path: string): { readonly database: Database; readonly requests: Requests } {
  const database = openDatabase(path);
  prepareSchema(database, path);
  return { database, requests: new Requests(database, new GroupCommit(database), "run") };
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

test(
  "a ledger agrees with a simple reference over any events and crashes, and never lets anything be sent twice",
  { timeout: 60_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "roster-sync-model-"));
    let files = 0;
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(event, { maxLength: 25 }), async (events) => {
          files += 1;
          const path = join(folder, `${files}.db`);
          let ledger = open(path);
          const model = new Map<string, Standing>();
          const receipts = new Map<string, IntentReceipt>();
          for (const [at, step] of events.entries()) {
            if (step.what === "crash") {
              // the connection is left as it is; whoever comes next finds what was acknowledged
              ledger = open(path);
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
              const isAnothers = [...model].some(
                ([name, other]) => name !== step.key && other === "accepted",
              );
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
          const kept = await open(path).requests.find(keys);
          expect(Object.fromEntries([...kept].map(([name, { standing }]) => [name, standing]))).toEqual(
            Object.fromEntries(model),
          );
        }),
        { numRuns: 150 },
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
