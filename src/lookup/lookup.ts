import { chooseReading, pagesOf } from "../plan/choose.ts";
import type { Directory, RequestPlatform } from "../platforms/platform.ts";
import { askFurther } from "./further.ts";
import { answerFromList } from "./from-list.ts";
import { answerFromMemory, type LookupTools } from "./from-memory.ts";
import { answerOneByOne } from "./one-by-one.ts";

/**
 * Answers every open question of a platform: from the question itself, from the ledger, from the list or one by
 * one, whichever costs fewer calls. Afterwards no question of the platform is open.
 */
export async function lookUp(platform: RequestPlatform, tools: LookupTools): Promise<void> {
  do {
    for (const directory of platform.directories) await answerDirectory(directory, tools);
  } while (askFurther(platform, tools.workspace) > 0);
}

async function answerDirectory(directory: Directory, tools: LookupTools): Promise<void> {
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
  const listed =
    choice !== "singles" &&
    (await answerFromList(directory, tools, { singles: searchable, mustList: listOnly > 0 }));
  if (!listed) await answerOneByOne(directory, tools);
  // what a search could not settle is left for the list
  if (tools.workspace.questions.openCount(directory.name) > 0) {
    await answerFromList(directory, tools, { singles: 0, mustList: true });
  }
}
