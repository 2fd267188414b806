import type { Call } from "./call.ts";
import type { Reply } from "./reply.ts";

/** The services that share the sandbox's port; `files` hosts the PDFs that Medallion links to. */
export type PlatformName = "medallion" | "verifiable" | "caqh" | "files";

/** One imitated service, as the server sees it. */
export interface Platform {
  readonly name: PlatformName;
  /** Everything below this path belongs to the platform. */
  readonly prefix: string;
  /** Whether the call carries credentials that are good right now. */
  readonly knows: (call: Call) => boolean;
  /** The query keys and body keys that hold secrets, with whether the value given is right. */
  readonly isRightSecret: (key: string, value: string) => boolean | undefined;
  /** Acts on the call and answers it. */
  readonly answer: (call: Call) => Reply;
  /** The platform's own refusal of a call over the limit. */
  readonly tooMany: (retryAfterMs: number) => Reply;
  /** The platform's own answer with this status, for trouble that was asked for. */
  readonly refusal: (status: number, detail: string) => Reply;
  /** The status with which the platform turns away bad credentials. */
  readonly lockedOut: 401 | 403;
}
