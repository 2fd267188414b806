import { filled } from "../../../page/counted.ts";
import { html, type Html } from "../../../page/html.ts";
import type { ReportCaqh } from "./person.ts";
import { word } from "../../../page/tables/table.ts";
import { nextActionWords } from "./next-actions.ts";

/** What stands where CAQH said nothing. */
const notTold = "Not given";

/** Whether the provider is on our roster, in CAQH's word. */
export function rosterWords({ found, rosterStatus }: ReportCaqh): Html | string {
  return word(filled(rosterStatus)) ?? (filled(found) === "N" ? "Not found at CAQH" : notTold);
}

/** How far the provider's profile is, in CAQH's word. */
export function profileWords({ found, providerStatus }: ReportCaqh): Html | string {
  return word(filled(providerStatus)) ?? (filled(found) === "N" ? "Not found at CAQH" : notTold);
}

/** Whether the provider lets us read the profile. */
export function authorizationWords({ authorizationFlag }: ReportCaqh): Html | string {
  const flag = filled(authorizationFlag);
  if (flag === "Y") return html`Authorized <code>Y</code>`;
  if (flag === "N") return html`Not authorized <code>N</code>`;
  return word(flag) ?? notTold;
}

/** What to do about the provider, with the word of the results file. */
export function actionWords({ nextAction }: ReportCaqh): Html | string {
  const action = filled(nextAction);
  return action === undefined ? notTold : html`${nextActionWords(action)} ${word(action)}`;
}
