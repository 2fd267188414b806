import { lookupAdvice, type Advice } from "../advice.ts";

const platform = "Verifiable";

/** What helps when a look-up at Verifiable ends without the one that is meant. */
export const verifiableAdvice: Readonly<Record<string, Advice>> = lookupAdvice({
  verifiable_provider: { what: "provider", platform, column: "verifiable_provider_id" },
  facility: { what: "facility", platform, column: "verifiable_facility_id" },
  facility_specialty: { what: "facility specialty", platform, column: "facility_specialties" },
});
