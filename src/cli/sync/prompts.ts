import { type Canary, requestsByWork } from "../../run/approval.ts";
import { canaryFacts, rowsSentence, type CanaryReport } from "../../run/canary.ts";
import { heldIn, operationsIn, type Plan, type PlatformPlan } from "../../requests/plan.ts";
import { kindsSentence } from "../../results/request-words.ts";
import { counted, thousands } from "../../text/counts.ts";

/** What is asked before the first write: the plan, and whether it is to be carried out. */
export function sendQuestion(plan: Plan, canary: Canary | undefined): string {
  const sent = operationsIn(plan);
  const asked = plan.platforms
    .filter((each) => operationsIn(each) > 0)
    .toSorted((one, other) => one.title.localeCompare(other.title));
  const kindsOf = (platforms: readonly PlatformPlan[]): string =>
    kindsSentence(requestsByWork(platforms, "operations"));
  const lines = [
    `${counted(sent, "request")} would be created: ${kindsOf(plan.platforms)}.`,
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
export function canaryQuestion(report: CanaryReport): string {
  const { others, file } = report;
  return [
    canaryFacts(report),
    ...(file === undefined ? [] : [`Its rows are in ${file} until you answer.`]),
    `Send the other ${others === 1 ? "request" : thousands(others)}? [y/N] `,
  ].join("\n");
}
