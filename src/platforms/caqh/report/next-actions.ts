/** What CAQH's answer calls for, in plain words. */
const actions: Readonly<Record<string, string>> = {
  none: "Nothing to do",
  supply_caqh_id: "Add the provider's CAQH id or NPI to the roster",
  retry: "Try CAQH again later",
  fix_credentials: "Correct the CAQH credentials",
  verify_caqh_id: "Check the CAQH id with the provider",
  add_to_roster: "Add the provider to our CAQH roster",
  review_roster: "Find out why the provider is inactive on our roster",
  request_authorization: "Ask the provider to authorize us",
  provider_to_complete_profile: "Ask the provider to complete the profile",
  provider_to_reattest: "Ask the provider to attest again now",
  reattest_soon: "Remind the provider to attest again soon",
  documents_pending: "Wait for CAQH to approve the documents",
};

/** An action word in plain words: `stop_provider_retired` is one of many that begin with `stop_`. */
export function nextActionWords(action: string): string {
  if (Object.hasOwn(actions, action)) return actions[action] ?? action;
  if (action.startsWith("stop_")) return `Stop: ${action.slice(5).replaceAll("_", " ").trim()}`;
  return action;
}

/** What somebody on our side can do now; attestations are counted by their days. */
const ours = new Set([
  "supply_caqh_id",
  "verify_caqh_id",
  "add_to_roster",
  "review_roster",
  "request_authorization",
  "provider_to_complete_profile",
]);

/** Whether the action calls for somebody on our side, leaving aside what the days of attestation tell. */
export function isForSomebody(action: string | undefined): boolean {
  return action !== undefined && ours.has(action);
}
