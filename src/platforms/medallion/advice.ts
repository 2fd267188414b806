import { lookupAdvice, type Advice } from "../advice.ts";

const platform = "Medallion";

/** What helps when a look-up at Medallion ends without the one that is meant. */
export const medallionAdvice: Readonly<Record<string, Advice>> = lookupAdvice({
  provider: { what: "provider", platform, column: "provider_id" },
  group: { what: "group", platform, column: "group_profile_id" },
  practice: { what: "practice", platform, column: "practices" },
  line_of_business: { what: "line of business", platform, column: "lines_of_business" },
});
