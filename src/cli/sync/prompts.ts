import type { Canary } from "../../run/approval.ts";
import { canaryFacts, rowsSentence, type CanaryReport } from "../../run/canary-words.ts";
import { allHeld, allRequests, type PlannedCreates } from "../../run/planned-creates.ts";
import { kindsSentence, sumOfRequests } from "../../results/request-words.ts";
import { counted, thousands } from "../../text/counts.ts";

/** What is asked before the first write. */
export function sendQuestion(plans: readonly PlannedCreates[], canary: Canary | undefined): string {
  const all = allRequests(plans);
  const asked = plans
    .filter(({ requests }) => sumOfRequests(requests) > 0)
    .toSorted((one, other) => one.platform.localeCompare(other.platform));
  const each = asked.map(({ platform, requests }) => `  ${platform}: ${kindsSentence(requests)}`);
  const lines = [
    `${counted(sumOfRequests(all), "request")} would be created: ${kindsSentence(all)}.`,
    ...(asked.length > 1 ? each : []),
    ...heldLine(plans),
    canary === undefined
      ? `Send ${them(sumOfRequests(all))}? [y/N] `
      : `Send ${counted(canary.requests, "request")} for ${rowsSentence(canary.rows)} first? [y/N] `,
  ];
  return lines.join("\n");
}

function heldLine(plans: readonly PlannedCreates[]): readonly string[] {
  const held = allHeld(plans);
  const count = sumOfRequests(held);
  if (count === 0) return [];
  return [`${counted(count, "more is", "more are")} held already and not requested: ${kindsSentence(held)}.`];
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
