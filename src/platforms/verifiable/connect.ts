import type { Call } from "../../http/call.ts";

/** A short list that every role may read. */
export const verifiableProbe: Call = {
  method: "GET",
  path: "/providertypes",
  route: "/providertypes",
  purpose: "look-up",
};
