import { chooseReading, pagesOf } from "../lists/choose.ts";
import type { Directory, RequestPlatform } from "../platforms/platform.ts";
import { decideOpen, settleRedirected } from "./decide.ts";
import { askFurther } from "./dependent.ts";
import { answerFromList } from "./from-list.ts";
import { answerFromMemory, rememberAbsent, type LookupTools } from "./from-memory.ts";
import { answerOneByOne } from "./one-by-one.ts";
import { unread } from "./unread.ts";

/**
 * Answers every open question of a platform: from the question itself, from the ledger, from the list or one by
 * one, whichever costs fewer calls. Afterwards no question of the platform is open.
 */
export async function lookUp(platform: RequestPlatform, tools: LookupTools): Promise<void> {
  do {
    for (const directory of platform.directories) {
      await answerDirectory(directory, tools);
      // ids of an earlier run that are not whom the words mean leave the words to be asked
      if (tools.workspace.questions.openWaiting(directory.name) > 0) await answerDirectory(directory, tools);
      await settleRedirected(directory, tools);
      await rememberAbsent(directory.name, tools);
    }
  } while (askFurther(platform, tools.workspace) > 0);
}

async function answerDirectory(directory: Directory, tools: LookupTools): Promise<void> {
  const { workspace } = tools;
  const { searchable, listOnly } = await answerFromMemory(directory, tools);
  if (searchable + listOnly === 0) return;
  const remembered = (await tools.ledger.surveys.recall(directory.name)).total;
  const choice = chooseReading({
    singles: searchable,
    mustList: listOnly > 0 || directory.listFirst,
    noList: directory.all === undefined,
    pages: remembered === undefined ? undefined : pagesOf(remembered),
    pagesRead: 0,
  });
  const left =
    choice === "singles"
      ? "singles"
      : await answerFromList(directory, tools, { singles: searchable, mustList: listOnly > 0 });
  if (left === "nothing") return;
  await answerOneByOne(directory, tools);
  if (workspace.questions.openCount(directory.name) === 0) return;
  // what a search could not settle is left for the list
  const listed =
    left === "singles" ? await answerFromList(directory, tools, { singles: 0, mustList: true }) : left;
  if (typeof listed === "string") return;
  await decideOpen(directory, "rest", tools);
  const { code, problem } = unread(tools.client.platform, listed.gap);
  workspace.questions.failOpen(directory.name, code, problem);
}
