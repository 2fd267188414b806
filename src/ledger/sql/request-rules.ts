import type { LedgerEntry, RemoteState, Resolution, SubmissionOutcome } from "../entry.ts";
import { jsonText, RefusedChange, type LedgerChange, roundsOf } from "../store.ts";
import type { SeenRequest } from "../stores.ts";
import { type Dialect, type Program, rowsOf, write } from "./engine.ts";
import { entryOf, identityRecord, remoteRecord, requestColumns } from "./request-reads.ts";
import { ruleTexts, type RuleTexts } from "./request-texts.ts";

type ChangeOf<What extends LedgerChange["what"]> = Extract<LedgerChange, { readonly what: What }>;

/** The moment and the run of a change. */
type When = Readonly<{ at: number; run: string }>;

/** The rules by which requests may change, as programs in the words of one engine. */
export class RequestRules {
  readonly #texts: RuleTexts;

  constructor(dialect: Dialect) {
    this.#texts = ruleTexts(dialect);
  }

  /** An intent for all that is sent together, or for none of it. */
  *intend({ requests, at, run, clockAheadMs }: ChangeOf<"intend">): Program<undefined> {
    const keys = requests.map(({ key }) => key);
    const twice = keys.find((key, place) => keys.indexOf(key) !== place);
    if (twice !== undefined) throw requestedBefore(twice);
    const records = jsonText(requests.map(identityRecord));
    const rows = yield rowsOf(["key"], this.#texts.intend, records, at, run, clockAheadMs ?? null);
    const taken = new Set(rows.map((row) => row["key"]));
    const left = keys.find((key) => !taken.has(key));
    if (left !== undefined) throw requestedBefore(left);
    return undefined;
  }

  *outcome({ keys, ended, at, run }: ChangeOf<"outcome">): Program<"recorded" | "claimed"> {
    if (ended.outcome !== "accepted") {
      yield* this.#end(keys, ended, true, { at, run });
      return "recorded";
    }
    const { remoteId: id, shared } = ended.remote;
    const rows = yield rowsOf(["key", "status", "others"], this.#texts.before, jsonText(keys), id ?? null);
    if (id !== undefined && ended.isShared !== true && rows.some((row) => row["others"] !== 0)) {
      const problem = `answered with the id ${id}, which another request has`;
      yield* this.#end(keys, { outcome: "in_doubt", problem }, true, { at, run });
      return "claimed";
    }
    const accepted = keys.map((key, place) => ({
      key,
      // one id for several is the first one's, unless it is said to be for all
      remote: place === 0 || shared === true || id === undefined ? ended.remote : {},
      placed: id !== undefined,
    }));
    if (rows.some((row) => row["status"] !== null)) yield* this.#noteMoves(accepted, at);
    yield* this.#accept(accepted, { at, run }, undefined);
    return "recorded";
  }

  *end({ keys, outcome, problem, certain, at, run }: ChangeOf<"end">): Program<undefined> {
    yield* this.#end(keys, { outcome, problem }, certain, { at, run });
    return undefined;
  }

  *seen({ seen, at, run }: ChangeOf<"seen">): Program<readonly string[]> {
    const left: string[] = [];
    for (const round of roundsOf(seen)) left.push(...(yield* this.#seenOnce(round, { at, run })));
    return left;
  }

  /** A person says what became of requests. */
  *resolve({ keys, resolution, at, run }: ChangeOf<"resolve">): Program<ReadonlyMap<string, LedgerEntry>> {
    const wanted = [...new Set(keys)];
    const rows = yield rowsOf(requestColumns, this.#texts.byKeys, jsonText(wanted));
    const before = new Map(rows.map((row) => [String(row["key"]), entryOf(row)]));
    const there = wanted.filter((key) => before.has(key));
    if (resolution.as === "created") yield* this.#vouchFor(there, resolution.remoteId, { at, run });
    else yield write(this.#texts.giveUp, jsonText(there), at, run, problemOf(resolution.as));
    return before;
  }

  /** Their ids are another request's. */
  *disown({ keys, at, run }: ChangeOf<"disown">): Program<undefined> {
    yield write(this.#texts.disown, jsonText(keys), at, run);
    return undefined;
  }

  *rename({ key, into }: ChangeOf<"rename">): Program<undefined> {
    yield write(this.#texts.clearWay, into.key);
    const renamed = yield rowsOf(["key"], this.#texts.rename, key, into.key, jsonText(into.attributes));
    if (renamed.length === 0) throw new RefusedChange(`${key} cannot be renamed to ${into.key}`);
    yield write(this.#texts.renameChanges, key, into.key);
    return undefined;
  }

  *touch({ keys, at }: ChangeOf<"touch">): Program<undefined> {
    yield write(this.#texts.touch, jsonText(keys), at);
    return undefined;
  }

  /** @param certain nothing of it can be on the platform, unless it is in doubt; else only no list has shown it */
  *#end(keys: readonly string[], ended: Ending, certain: boolean, { at, run }: When): Program<undefined> {
    const { outcome, problem } = ended;
    const inDoubt = outcome === "in_doubt";
    yield write(
      this.#texts.end,
      jsonText(keys),
      outcome,
      problem,
      inDoubt ? at : null,
      inDoubt ? (ended.answerStatus ?? null) : null,
      at,
      run,
      certain && !inDoubt ? 1 : 0,
      inDoubt ? (ended.operationId ?? null) : null,
    );
    return undefined;
  }

  /** Keeps which statuses moved, before they do. */
  *#noteMoves(accepted: readonly Accepted[], at: number): Program<undefined> {
    const records = accepted.map(({ key, remote }) => ({ key, ...remoteRecord(remote) }));
    yield write(this.#texts.moved, jsonText(records), at);
    return undefined;
  }

  /** @param shownAt when the platform showed them, or a person vouched for them; undefined when only an answer named them */
  *#accept(
    accepted: readonly Accepted[],
    { at, run }: When,
    shownAt: number | undefined,
  ): Program<undefined> {
    const records = accepted.map(({ key, remote, placed }) => ({
      key,
      ...remoteRecord(remote),
      placed: placed ? 1 : 0,
    }));
    yield write(this.#texts.accept, jsonText(records), at, run, shownAt ?? null);
    return undefined;
  }

  /** What is seen of different keys. */
  *#seenOnce(seen: readonly SeenRequest[], { at, run }: When): Program<readonly string[]> {
    const records = seen.map(({ remote, ...request }, place) => ({
      key: request.key,
      ...identityRecord(request),
      ...remoteRecord(remote),
      shared: remote.shared === true ? 1 : 0,
      later: isLater(seen, place) ? 1 : 0,
    }));
    const rows = yield rowsOf(["key"], this.#texts.free, jsonText(records));
    const free = new Set(rows.map((row) => row["key"]));
    const mine = jsonText(records.filter(({ key }) => free.has(key)));
    yield write(this.#texts.moved, mine, at);
    yield write(this.#texts.see, mine, at, run);
    return seen.flatMap(({ key }) => (free.has(key) ? [] : [key]));
  }

  /** A person says that they are there; an id goes to one of them, and to none when it is another request's. */
  *#vouchFor(keys: readonly string[], id: string | undefined, when: When): Program<undefined> {
    let remote: RemoteState = {};
    const [first] = keys;
    if (first !== undefined && id !== undefined) {
      const rows = yield rowsOf(["key"], this.#texts.holdersOf, first, id);
      const holders = rows.map((row) => row["key"]);
      if (holders.length === 0 || holders.includes(first)) remote = { remoteId: id };
    }
    const accepted = keys.map((key) => ({ key, remote: key === first ? remote : {}, placed: true }));
    yield* this.#accept(accepted, when, when.at);
    return undefined;
  }
}

type Ending = Exclude<SubmissionOutcome, { readonly outcome: "accepted" }>;

interface Accepted {
  readonly key: string;
  readonly remote: RemoteState;
  /** The platform has named it. */
  readonly placed: boolean;
}

function requestedBefore(key: string): RefusedChange {
  return new RefusedChange(`${key} was requested before; it is not sent again`);
}

function problemOf(as: Exclude<Resolution["as"], "created">): string {
  return as === "absent" ? "settled by a person as not created" : "asked for again by a person";
}

/** Whether one before it, under another key, is seen with the same id. */
function isLater(seen: readonly SeenRequest[], place: number): boolean {
  const [mine, id] = [seen[place], seen[place]?.remote.remoteId];
  if (id === undefined) return false;
  return seen.slice(0, place).some(({ kind, remote }) => kind === mine?.kind && remote.remoteId === id);
}
