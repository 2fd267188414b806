import type { StopCode } from "../../http/reply.ts";
import type { FaultCode } from "../../faults/fault.ts";
import type { Advice } from "./advice.ts";
import { callAdvice } from "./call-advice.ts";
import { lookupAdvice } from "./lookup-advice.ts";
import { rosterAdvice } from "./roster-advice.ts";

/** Codes that the roster's own faults and early ends have: each of them needs advice. */
type Certain = FaultCode | StopCode;

const advice: Readonly<Record<string, Advice>> = {
  ...rosterAdvice,
  ...lookupAdvice,
  ...callAdvice,
} satisfies Readonly<Record<Certain, Advice>>;

/** What to do about an error code. A code that is not known yet points to the sentences beside the rows. */
export function adviceOn(code: string): Advice {
  const known = Object.hasOwn(advice, code) ? advice[code] : undefined;
  return known ?? { title: code, remedy: "The message next to each row says what is wrong and what to do." };
}
