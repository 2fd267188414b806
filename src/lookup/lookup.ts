import { chooseReading, pagesOf } from "../lists/choose.ts";
import type { LookupSource, RequestPlatform } from "../platforms/platform.ts";
import { decideOpen, settleRedirected } from "./decide.ts";
import { askFurther } from "./dependent.ts";
import { answerFromList } from "./from-list.ts";
import { answerFromMemory, rememberAbsent, type LookupTools } from "./from-memory.ts";
import { answerOneByOne } from "./one-by-one.ts";
import { unread } from "./unread.ts";

/**
 * Answers every open query of a platform: from the query itself, from the ledger, from the list or one by
 * one, whichever costs fewer calls. Afterwards no query of the platform is open.
 */
export async function lookUp(platform: RequestPlatform, tools: LookupTools): Promise<void> {
  do {
    for (const lookupSource of platform.lookupSources) {
      await answerSource(lookupSource, tools);
      // ids of an earlier run that are not whom the words mean leave the words to be asked
      if (tools.staging.queries.openWaiting(lookupSource.name) > 0) await answerSource(lookupSource, tools);
      await settleRedirected(lookupSource, tools);
      await rememberAbsent(lookupSource.name, tools);
    }
  } while (askFurther(platform, tools.staging) > 0);
}

async function answerSource(lookupSource: LookupSource, tools: LookupTools): Promise<void> {
  const { staging } = tools;
  const { searchable, listOnly } = await answerFromMemory(lookupSource, tools);
  if (searchable + listOnly === 0) return;
  const remembered = (await tools.ledger.surveys.recall(lookupSource.name)).total;
  const choice = chooseReading({
    singles: searchable,
    mustList: listOnly > 0 || lookupSource.preferList,
    noList: lookupSource.all === undefined,
    pages: remembered === undefined ? undefined : pagesOf(remembered),
    pagesRead: 0,
  });
  const left =
    choice === "singles"
      ? "singles"
      : await answerFromList(lookupSource, tools, { singles: searchable, mustList: listOnly > 0 });
  if (left === "nothing") return;
  await answerOneByOne(lookupSource, tools);
  if (staging.queries.openCount(lookupSource.name) === 0) return;
  // what a search could not settle is left for the list
  const listed =
    left === "singles" ? await answerFromList(lookupSource, tools, { singles: 0, mustList: true }) : left;
  if (typeof listed === "string") return;
  await decideOpen(lookupSource, "rest", tools);
  const { code, problem } = unread(tools.client.platform, listed.gap);
  staging.queries.failOpen(lookupSource.name, code, problem);
}
