import type { Advice } from "../advice.ts";

/** What helps when CAQH does not say what it is asked for. */
export const caqhAdvice: Readonly<Record<string, Advice>> = {
  invalid_caqh_id: {
    title: "The CAQH id is wrong",
    remedy: "Write the 8 to 10 digits that CAQH gave the provider.",
  },
  npi_lookup_unavailable: {
    title: "CAQH cannot be searched by NPI here",
    remedy: "Add the provider's CAQH id to the roster.",
  },
  business_reject: {
    title: "CAQH declined to answer",
    remedy: "Check the provider at CAQH ProView.",
  },
  redirected: {
    title: "CAQH redirected the request",
    remedy: "Ask the person who runs roster-sync to check the CAQH address.",
  },
  bad_request: {
    title: "CAQH refused the request",
    remedy: "Check the CAQH id and the organization number.",
  },
  not_found_endpoint: {
    title: "CAQH does not offer this call",
    remedy: "Ask the person who runs roster-sync to check the CAQH address.",
  },
  mismatched_response: {
    title: "CAQH answered about someone else",
    remedy: "Run again; if it persists, ask CAQH.",
  },
};
