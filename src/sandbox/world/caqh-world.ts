import type { When } from "../when.ts";

/** CAQH's side of an invented world. */
export interface CaqhWorld {
  readonly organizationId: string;
  readonly profiles: readonly CaqhProfile[];
}

/**
 * What CAQH knows about one provider. Texts go out as they are, so a world can hold words and dates
 * that no document lists; a missing field is missing in the answer.
 */
export interface CaqhProfile {
  readonly caqhProviderId: string;
  readonly npi?: string;
  readonly poProviderId?: string;
  readonly rosterStatus: string;
  readonly authorizationFlag?: string;
  readonly providerStatus: string;
  /** Eight digits or any odd text; `daysAgo` counts back from the start of the sandbox. */
  readonly providerStatusDate: When;
  readonly practiceState: string;
  readonly anniversaryDate?: When;
}
