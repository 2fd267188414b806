import type { When } from "../when.ts";

/** What a request that exists from the start may say about itself; the default age is ten days. */
export interface RequestSeed {
  readonly id?: string;
  readonly created?: When;
  /** Any word, also ones that no document knows; the default is the first stage. */
  readonly status?: string;
  readonly statusReason?: string;
  /** When it came to this status; the default is when it was created. */
  readonly statusSince?: When;
}
