import { gapSentence, type Gap } from "../lists/whole.ts";
import type { Problem } from "../staging/staged-rows.ts";

/** Why a list that was not read whole does not tell who is meant. */
export function unread(platform: string, gap: Gap): Problem {
  return {
    code: "list_incomplete",
    problem: `${platform}'s list could not be read completely (${gapSentence(gap)}), so the row could not be matched. Nothing was sent for it; run again later.`,
  };
}
