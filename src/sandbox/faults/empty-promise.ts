import { jsonBody, type Call } from "../http/call.ts";
import { empty, json, type Reply } from "../http/reply.ts";

/** What a success says that made nothing. */
export const promises = ["nothing", "accepted", "failure", "echo"] as const;

/** One of `promises`. */
export type Promised = (typeof promises)[number];

/** A success of the 2xx class for a call that is not carried out. */
export function emptyPromise(says: Promised, call: Call): Reply {
  switch (says) {
    case "nothing":
      return json(200, {});
    case "accepted":
      return empty(202);
    case "failure":
      return json(200, { success: false, errors: [{ message: "The organization is over its quota." }] });
    case "echo": {
      const body = jsonBody(call);
      return json(201, body.ok ? body.value : {});
    }
  }
}
