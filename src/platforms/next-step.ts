import { foldStatus, type Standing } from "../requests/party.ts";
import { filled } from "../text/plain-text.ts";

/** What is known of a request when the owner of its next step is looked up. */
export interface Told {
  /** The platform's own word. */
  readonly status?: string | undefined;
  /** The platform's own category of the status, where it sent one. */
  readonly statusCategory?: string | undefined;
  /** The platform's word for the state of the file that comes of it, where there is one. */
  readonly fileStatus?: string | undefined;
}

/** Whose move it is by the word of a status. One that is not known is nobody's move: it is shown as it is. */
export function ownerByStatus(status: string | undefined, statuses: ReadonlyMap<string, Standing>): Standing {
  const word = filled(status);
  if (word === undefined) return { party: "unclear", category: "no status" };
  return statuses.get(foldStatus(word)) ?? { party: "unclear", category: "not known" };
}

/**
 * Who works a request, as the platform shows it, under the column of the roster that says who should: what the results
 * are compared with. Undefined where the platform does not say.
 */
export function workerOf(column: string, value: unknown): Readonly<Record<string, string>> | undefined {
  return typeof value === "boolean" ? { [column]: value ? "yes" : "no" } : undefined;
}
