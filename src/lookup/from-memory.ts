import type { Client } from "../http/client.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Directory } from "../platforms/platform.ts";
import type { Clock } from "../runtime.ts";
import { earlierIdOf, vouchersOf } from "../platforms/earlier-id.ts";
import { textOf, type OpenQuestion } from "../staging/queries.ts";
import type { Workspace } from "../staging/staging.ts";
import { eachOpen } from "./each-open.ts";

/** What looking up needs. */
export interface LookupTools {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly workspace: Workspace;
  readonly clock: Clock;
  /** No request depends on the answers, so that the run does without them where they are not to be had. */
  readonly optional?: boolean;
}

/** Answers found longer ago than this are looked up again: people move, groups are merged. */
const longestMemoryMs = 30 * 86_400_000;

/**
 * What the ledger remembers. An id that stands beside its words needs only to have been found by them, however long
 * ago: it is the row's own answer.
 */
async function recalled(
  question: OpenQuestion,
  directory: string,
  { ledger, clock }: Pick<LookupTools, "ledger" | "clock">,
): Promise<string | undefined> {
  const since = clock.now() - longestMemoryMs;
  const earlier = earlierIdOf(question);
  const id = earlier ?? question.about["id"];
  const same =
    earlier === undefined ? await ledger.identities.recall(directory, question.text, since) : undefined;
  if (same !== undefined || id === undefined) return same;
  for (const voucher of vouchersOf(question)) {
    const known = await ledger.identities.recall(
      directory,
      textOf(voucher),
      earlier === undefined ? since : 0,
    );
    if (known === id) return id;
  }
  return undefined;
}

/** An id that stood beside other words was seen with them, though nobody had to be asked. */
async function rememberGiven(
  question: OpenQuestion,
  directory: Directory,
  id: string,
  { ledger, clock }: Pick<LookupTools, "ledger" | "clock">,
): Promise<void> {
  if (Object.keys(question.about).length === 1 || directory.given(question) !== id) return;
  if ((await ledger.identities.recall(directory.name, question.text, 0)) === id) return;
  await ledger.identities.remember(directory.name, [{ question: question.text, id }], clock.now());
}

/** Who was not found, and is asked about for their dates alone, is looked for again after a week. */
const absenceMs = 7 * 86_400_000;

async function wasAbsent(
  question: OpenQuestion,
  directory: string,
  { ledger, clock }: Pick<LookupTools, "ledger" | "clock">,
): Promise<boolean> {
  if (question.optional !== true) return false;
  const since = clock.now() - absenceMs;
  return (await ledger.identities.recall(absences(directory), question.text, since)) !== undefined;
}

/** Keeps in mind who was not found though nothing is requested for them, so that not every night looks again. */
export async function rememberAbsent(
  directory: string,
  { workspace, ledger, clock }: LookupTools,
): Promise<void> {
  for (let after = 0; ;) {
    const questions = workspace.questions.endedOptional(directory, after, 200);
    const last = questions.at(-1);
    if (last === undefined) return;
    after = last.id;
    const answers = questions.map(({ text }) => ({ question: text, id: "absent" }));
    await ledger.identities.remember(absences(directory), answers, clock.now());
  }
}

function absences(directory: string): string {
  return `${directory} absent`;
}

/**
 * Answers what needs no call. Counts what is left: searches that would answer the questions one by one, and
 * questions that only the whole list answers.
 */
export async function answerFromMemory(
  directory: Directory,
  { workspace, ledger, clock }: LookupTools,
): Promise<{ readonly searchable: number; readonly listOnly: number }> {
  const left = { searchable: 0, listOnly: 0 };
  const words = new Set<string>();
  workspace.questions.markOptional(directory.name);
  await eachOpen(directory.name, workspace, async (question) => {
    if (await wasAbsent(question, directory.name, { ledger, clock })) {
      workspace.questions.fail(question.id, { code: "provider_not_found", problem: "" }, "unread");
      return;
    }
    const answer = directory.given(question) ?? (await recalled(question, directory.name, { ledger, clock }));
    if (answer !== undefined) {
      await rememberGiven(question, directory, answer, { ledger, clock });
      workspace.questions.answer(question.id, answer, true);
      return;
    }
    workspace.questions.setHandles(question, directory.handlesOf(question));
    const word = directory.searchWord?.(question);
    if (word !== undefined && words.has(word)) return;
    if (word !== undefined) words.add(word);
    if (directory.search(question) === undefined) left.listOnly += 1;
    else left.searchable += 1;
  });
  return left;
}
