import * as fc from "fast-check";
import type {
  Holding,
  Attributes,
  RemoteState,
  RequestIdentity,
  SubmissionOutcome,
} from "../../../src/ledger/entry.ts";
import type { LedgerChange } from "../../../src/ledger/store.ts";
import type { SeenRequest } from "../../../src/ledger/stores.ts";

const kinds = ["p.license", "p.enrollment"] as const;
const keys = ["a", "b", "c|Ä", "d", "e'", "F"] as const;
const run = "run";

/** A key always belongs to the same kind and subject, as natural keys do. */
function identityOf(key: string, attributes: Attributes): RequestIdentity {
  const kind = "abc".includes(key.charAt(0)) ? kinds[0] : kinds[1];
  return { key, platform: "p", kind, organization: "o", subject: `s${key.charCodeAt(0) % 2}`, attributes };
}

const key = fc.constantFrom(...keys);
const someKeys = fc.uniqueArray(key, { minLength: 1, maxLength: 4 });
/** What a platform may send as a text, odd ones included. */
const text = fc.oneof(
  fc.constantFrom("requested", "active", "denied"),
  fc.string({ unit: "binary", maxLength: 4 }),
  fc.constantFrom("a\0b", "half \ud800", "%_'\"\\", "\\u0000"),
);
const attributes: fc.Arbitrary<Attributes> = fc.record(
  {
    state: fc.constantFrom("CA", "NY"),
    note: text,
    owned: fc.boolean(),
    list: fc.array(text, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);
const remote: fc.Arbitrary<RemoteState> = fc.record(
  {
    remoteId: fc.constantFrom("r1", "r2", "r3"),
    status: text,
    statusReason: text,
    shared: fc.boolean(),
    details: fc.dictionary(fc.constantFrom("alike", "file"), text, { maxKeys: 2 }),
    createdAt: fc.oneof(fc.integer({ min: 0, max: 9_000 }), fc.constantFrom(Number.NaN, 1.5)),
  },
  { requiredKeys: [] },
);
const request = fc.tuple(key, attributes).map(([name, given]) => identityOf(name, given));
const requests = fc.uniqueArray(request, { minLength: 1, maxLength: 3, selector: (one) => one.key });
const seenOne: fc.Arbitrary<SeenRequest> = fc
  .tuple(request, remote)
  .map(([one, shown]) => ({ ...one, remote: shown }));
// now and then a list shows one twice
const seen = fc.array(seenOne, { minLength: 1, maxLength: 4 });
const outcome: fc.Arbitrary<SubmissionOutcome> = fc.oneof(
  fc.record(
    { outcome: fc.constant("accepted" as const), remote, isShared: fc.boolean() },
    { requiredKeys: ["outcome", "remote"] },
  ),
  fc.record({ outcome: fc.constantFrom("refused" as const, "released" as const), problem: text }),
  fc.record(
    {
      outcome: fc.constant("in_doubt" as const),
      problem: text,
      answerStatus: fc.constantFrom(409, 500),
      operationId: fc.constantFrom("op-1", "op-2"),
    },
    { requiredKeys: ["outcome", "problem"] },
  ),
);
const holding: fc.Arbitrary<Holding> = fc.record(
  {
    platform: fc.constantFrom("medallion" as const, "verifiable" as const),
    kind: fc.constantFrom("license" as const, "enrollment" as const, "recredentialing" as const),
    id: fc.constantFrom("h1", "h2", "h3"),
    subject: fc.constantFrom("s0", "s1"),
    state: fc.constantFrom("CA", "NY"),
    number: text,
    status: text,
    from: fc.constantFrom("2026-01-01", "2026-02-01"),
    until: fc.constantFrom("2027-01-01", "2027-02-01"),
    due: fc.constantFrom("2028-01-01", "2028-02-01"),
    attributes,
  },
  { requiredKeys: ["platform", "kind", "id", "subject", "attributes"] },
);
const list = fc.record({
  platform: fc.constantFrom("medallion" as const, "verifiable" as const),
  kind: fc.constantFrom("license" as const, "enrollment" as const),
});

type Bodies = {
  [What in LedgerChange["what"]]: Omit<Extract<LedgerChange, { readonly what: What }>, "what" | "at" | "run">;
};

const bodies: { readonly [What in Exclude<keyof Bodies, "begin-run" | "copy">]: fc.Arbitrary<Bodies[What]> } =
  {
    intend: fc.record({ requests, clockAheadMs: fc.constantFrom(undefined, -5, 70) }),
    outcome: fc.record({ keys: someKeys, ended: outcome }),
    seen: fc.record({ seen }),
    end: fc.record({
      keys: someKeys,
      outcome: fc.constantFrom("refused" as const, "released" as const),
      problem: text,
      certain: fc.boolean(),
    }),
    resolve: fc.record({
      keys: someKeys,
      resolution: fc.oneof(
        fc.record({
          as: fc.constant("created" as const),
          remoteId: fc.constantFrom(undefined, "r1", "r2", "r3"),
        }),
        fc.record({ as: fc.constantFrom("absent" as const, "again" as const) }),
      ),
    }),
    disown: fc.record({ keys: someKeys }),
    rename: fc.record({ key, into: request }),
    touch: fc.record({ keys: someKeys }),
    report: fc.record({ keys: someKeys }),
    identities: fc.record({
      lookupSource: fc.constantFrom("p.provider", "q.provider"),
      found: fc.array(fc.record({ hash: fc.constantFrom("h", "i"), id: text }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
    statuses: fc.record({
      answers: fc.array(
        fc.record({
          handle: fc.constantFrom("h|1", "h|2"),
          columns: fc.dictionary(fc.constantFrom("status", "roster"), text, { maxKeys: 2 }),
          watched: fc.constant({ status: "status", roster: "roster" }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    list: fc.record({
      name: fc.constantFrom("p.license", "q.license"),
      memory: fc.record({ total: fc.nat(9), completeAt: fc.nat(9) }, { requiredKeys: [] }),
    }),
    "forget-lookups": fc.record({ platform: fc.constantFrom("p", "q") }),
    call: fc.record({ account: fc.constantFrom("x", "y") }),
    "forget-calls": fc.record({ account: fc.constantFrom("x", "y"), before: fc.nat(40) }),
    holdings: fc.record({ holdings: fc.array(holding, { minLength: 1, maxLength: 4 }) }),
    "holdings-read": fc.record({
      list,
      subjects: fc.array(fc.constantFrom("s0", "s1"), { minLength: 1, maxLength: 3 }),
      whole: fc.boolean(),
    }),
    written: fc.record({ hash: fc.constantFrom("w1", "w2") }),
    "run-counts": fc.record({
      id: fc.constantFrom(run, "nobody"),
      counts: fc.constantFrom({ "open license": 3 }),
    }),
    "end-run": fc.record({ id: fc.constantFrom(run, "nobody"), exitCode: fc.nat(4) }),
    "forget-meta": fc.record({ name: fc.constantFrom("salt", "owner") }),
    meta: fc.record({ name: fc.constantFrom("salt", "owner"), value: text }),
  };

/** How often each happens; what moves requests matters most. */
const weights: Readonly<Partial<Record<LedgerChange["what"], number>>> = {
  intend: 6,
  outcome: 6,
  seen: 6,
  end: 2,
  resolve: 2,
  holdings: 2,
};

/** Anything that may happen to a ledger, as commits of one change or a few, at times that only grow. */
export const commits: fc.Arbitrary<readonly (readonly LedgerChange[])[]> = fc
  .array(
    fc.array(
      fc.oneof(
        ...Object.entries(bodies).map(([what, body]) => ({
          weight: weights[what as LedgerChange["what"]] ?? 1,
          arbitrary: (body as fc.Arbitrary<object>).map((given) => ({ what, ...given })),
        })),
      ),
      { minLength: 1, maxLength: 3 },
    ),
    { maxLength: 25 },
  )
  .map((all) =>
    all.map((changes, index) =>
      changes.map((change) => ({ ...change, at: index + 1, run }) as unknown as LedgerChange),
    ),
  );
