import { html, type Html } from "../html.ts";
import { partyNames, type Party } from "../../platforms/next-step/party.ts";

/** Whose move it is, as a small label. */
export function partyTag(party: Party): Html {
  return html`<span class="tag party-${party}">${partyNames[party]}</span>`;
}
