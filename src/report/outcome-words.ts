import type { Outcome } from "../results/outcome.ts";
import { html, type Html } from "../page/html.ts";

/** The outcomes in the order in which the page tells them. */
export const outcomes = [
  "created",
  "exists",
  "planned",
  "failed",
  "unknown",
  "skipped",
] as const satisfies readonly Outcome[];

/** What an outcome means for a request. */
export const outcomeNames: Readonly<Record<Outcome, string>> = {
  created: "Newly requested",
  exists: "Requested before",
  planned: "Would be requested",
  failed: "Failed",
  unknown: "Outcome unknown",
  skipped: "Not requested",
};

/** What an outcome means for a row of the roster. */
export const rowOutcomeNames: Readonly<Record<Outcome, string>> = {
  created: "Done, with something newly requested",
  exists: "Done, all requested before",
  planned: "Something would be requested",
  failed: "Something failed",
  unknown: "Something is not confirmed yet",
  skipped: "Requests nothing, or was not reached",
};

/** An outcome as a small label. */
export function outcomeTag(outcome: Outcome): Html {
  return html`<span class="tag ${outcome}">${outcomeNames[outcome]}</span>`;
}
