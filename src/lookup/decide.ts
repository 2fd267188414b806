import { pages } from "../database/pages.ts";
import type { LookupSource, Entry } from "../platforms/platform.ts";
import { earlierIdOf, rememberedAs } from "../platforms/earlier-id.ts";
import { textOf, type OpenQuery, type Query } from "../platforms/query.ts";
import type { Redirected } from "../staging/queries.ts";
import type { Staging } from "../staging/staging.ts";
import { eachOpen } from "./each-open.ts";
import type { LookupTools } from "./from-memory.ts";

/** Keeps the entries of a page that may answer open queries. */
export function keepEntries(lookupSource: LookupSource, entries: readonly Entry[], staging: Staging): void {
  staging.together(() => {
    for (const { holding, ...entry } of entries) {
      staging.queries.addCandidate(lookupSource.name, entry.matchKeys, entry.id, JSON.stringify(entry));
      if (holding !== undefined) staging.holders.glimpse(holding);
    }
  });
}

/**
 * How much of what there is the entries are: the `whole` list, or all that `searches` for the queries show. A `part`
 * of the list cannot show that somebody is not there, nor that nobody else has the same name; of the `rest`, which
 * cannot be searched for, it is the most that there is.
 */
export type Shown = "whole" | "searches" | "part" | "rest";

/** Says of every open query who is meant, or that nobody or several are. Found ids are kept in the ledger. */
export async function decideOpen(
  lookupSource: LookupSource,
  shown: Shown,
  tools: LookupTools,
): Promise<void> {
  const { staging, ledger, clock } = tools;
  let found: { query: string; id: string }[] = [];
  const redirected: { id: number; instead: Query; otherwise: string | undefined }[] = [];
  const keep = async (): Promise<void> => {
    const answers = found;
    found = [];
    await ledger.identities.remember(lookupSource.name, answers, clock.now());
  };
  await eachOpen(lookupSource.name, staging, async (query) => {
    const entries = staging.queries.candidates(query.id).map((entry) => JSON.parse(entry) as Entry);
    if (shown === "part" && !isNamedForCertain(query)) return;
    const partly = shown === "part" || shown === "rest";
    // where the whole list is not known, an id of an earlier run is asked for alone
    const all = shown === "whole" || (shown === "rest" && earlierIdOf(query) === undefined);
    const decision = lookupSource.decide(query, entries, all);
    if ("needsList" in decision || (partly && !("found" in decision))) return;
    if ("failed" in decision) {
      const ending = decision.contradicts === true ? "contradicted" : "open";
      staging.queries.fail(query.id, { code: decision.failed, message: decision.problem }, ending);
      return;
    }
    if ("instead" in decision) {
      redirected.push({ id: query.id, ...decision });
      return;
    }
    staging.queries.answer(query.id, decision.found);
    found.push({ query: textOf(rememberedAs(query, decision.found)), id: decision.found });
    if (found.length >= 200) await keep();
  });
  await keep();
  // the queries in their place are new ones, and not of this pass
  for (const { id, instead, otherwise } of redirected) {
    staging.queries.redirect(id, instead, otherwise);
  }
}

/** Answers the queries that others have answered by now. */
export async function settleRedirected(lookupSource: LookupSource, tools: LookupTools): Promise<void> {
  const { staging, ledger, clock } = tools;
  const redirected = (after: number): readonly Redirected[] =>
    staging.queries.redirected(lookupSource.name, after, 200);
  for (const queries of pages(0, redirected, ({ id }) => id)) {
    const kept: { query: string; id: string }[] = [];
    for (const query of queries) {
      const { answer, problem, ending, believed } = query.instead;
      const found = answer ?? (ending === "open" ? query.otherwise : undefined);
      if (found !== undefined) {
        staging.queries.answer(query.id, found, believed && answer !== undefined);
        kept.push({ query: textOf(rememberedAs(query, found)), id: found });
      } else if (problem !== undefined) {
        staging.queries.fail(query.id, problem, ending);
      }
    }
    await ledger.identities.remember(lookupSource.name, kept, clock.now());
  }
}

/** Ids and email addresses belong to one only, so that who has them is found, whatever was not read. */
function isNamedForCertain({ about }: OpenQuery): boolean {
  return about["id"] !== undefined || about["earlier"] !== undefined || about["email"] !== undefined;
}
