import type { Progress } from "../../progress/progress.ts";
import { doneWords, type Verb } from "../../requests/operation.ts";
import { heldIn, operationsIn, type Plan, type PlatformPlan } from "../../requests/plan.ts";
import { kindsSentence, sumOfRequests } from "../../results/outcome.ts";
import { type Answer, type Canary, requestsByWork } from "../../run/approval.ts";
import { canaryFacts, rowsSentence, type CanaryReport } from "../../run/canary.ts";
import type { Asking } from "../../run/session.ts";
import type { Runtime } from "../../runtime.ts";
import { counted, thousands } from "../../text/counts.ts";
import { plainLines } from "../../text/plain-text.ts";

/**
 * The person at the terminal. Whatever is not a clear yes is a no.
 * @param agreed they have said with --yes that they need not be asked before the first write
 */
export function personAt(runtime: Runtime, agreed: boolean, progress: Progress): Asking {
  const put = (text: string): Promise<Answer> => progress.pausedFor(() => ask(text, runtime));
  return {
    beforeSending: agreed ? undefined : (plan, canary) => put(sendQuestion(plan, canary)),
    afterCanary: (report) => put(canaryQuestion(report)),
  };
}

/** So long is listened before a question is shown; what was typed before it is no answer to it. */
const typedBeforeMs = 30;

/** Listens to the terminal only while a question stands, so that the shell gets what is typed for it. */
export async function ask(text: string, { stdin, stderr, interrupted, clock }: Runtime): Promise<Answer> {
  const ignore = (): void => undefined;
  stdin.on("data", ignore);
  // it was paused after the question before
  stdin.resume();
  await clock.sleep(typedBeforeMs, interrupted);
  stdin.off("data", ignore);
  let typed = "";
  let settle: (answer: Answer) => void = ignore;
  const answer = new Promise<Answer>((resolve) => (settle = resolve));
  const onData = (chunk: Buffer | string): void => {
    typed += String(chunk);
    const end = typed.search(/[\r\n]/);
    if (end >= 0) settle(/^\s*y(es)?\s*$/i.test(typed.slice(0, end)) ? "yes" : "no");
  };
  const onEnd = (): void => settle("no");
  const onAbort = (): void => settle("interrupted");
  stdin.on("data", onData);
  stdin.once("end", onEnd);
  interrupted.addEventListener("abort", onAbort, { once: true });
  if (interrupted.aborted) onAbort();
  else if (stdin.readable) stderr.write(plainLines(text));
  else onEnd();
  try {
    return await answer;
  } finally {
    stdin.off("data", onData);
    stdin.off("end", onEnd);
    interrupted.removeEventListener("abort", onAbort);
    stdin.pause();
  }
}

/** What is asked before the first write: the plan, and whether it is to be carried out. */
function sendQuestion(plan: Plan, canary: Canary | undefined): string {
  const sent = operationsIn(plan);
  const asked = plan.platforms
    .filter((each) => operationsIn(each) > 0)
    .toSorted((one, other) => one.title.localeCompare(other.title));
  const kindsOf = (platforms: readonly PlatformPlan[], verb?: Verb): string =>
    kindsSentence(requestsByWork(platforms, "operations", verb));
  const created = sumOfRequests(requestsByWork(plan.platforms, "operations", "create"));
  const changes = (["update", "remove"] as const).flatMap((verb) => {
    const kinds = kindsOf(plan.platforms, verb);
    return kinds === "" ? [] : [`${kinds} would be ${doneWords[verb]}.`];
  });
  const lines = [
    ...(created === 0 && changes.length > 0
      ? []
      : [`${counted(created, "request")} would be created: ${kindsOf(plan.platforms, "create")}.`]),
    ...changes,
    ...(asked.length > 1 ? asked.map((each) => `  ${each.title}: ${kindsOf([each])}`) : []),
    ...heldLine(plan),
    canary === undefined
      ? `Send ${them(sent)}? [y/N] `
      : `Send ${counted(canary.requests, "request")} for ${rowsSentence(canary.rows)} first? [y/N] `,
  ];
  return lines.join("\n");
}

function heldLine(plan: Plan): readonly string[] {
  const count = heldIn(plan);
  if (count === 0) return [];
  const kinds = kindsSentence(requestsByWork(plan.platforms, "held"));
  return [`${counted(count, "more is", "more are")} held already and not requested: ${kinds}.`];
}

function them(count: number): string {
  return count === 1 ? "it" : "them";
}

/** What is asked once canary sent. */
function canaryQuestion(report: CanaryReport): string {
  const { others, file } = report;
  return [
    canaryFacts(report),
    ...(file === undefined ? [] : [`Its rows are in ${file} until you answer.`]),
    `Send the other ${others === 1 ? "request" : thousands(others)}? [y/N] `,
  ].join("\n");
}
