import type { HeldSettings } from "../config/settings.ts";
import { nameOfList, type HoldingSource } from "../platforms/holding-book.ts";
import type { OpenPlatform } from "../platforms/definition.ts";
import type { Resource } from "../platforms/platform.ts";
import type { Log } from "../log/log.ts";
import { states } from "../requests/state.ts";
import { quotedReason, type Problem } from "../faults/problem.ts";
import { readHoldings, type HoldingTools } from "./read.ts";

/** Whether dates are told in this run, and what becomes of requests for what is held. */
export interface HoldingWishes {
  readonly dates: boolean;
  readonly held: HeldSettings;
}

/**
 * Reads what those have whom this run is about: all of it where dates are told, else what requests are compared with. A
 * list that cannot be read is said and stops nothing.
 */
export async function readAllHoldings(
  platform: OpenPlatform,
  wishes: HoldingWishes,
  tools: HoldingTools & { readonly log: Log },
): Promise<void> {
  const { staging, log } = tools;
  const { name, holdings } = platform;
  if (holdings.length === 0) return;
  if (wishes.dates) {
    staging.holders.addDated(name);
    const problem = staging.holders.lookupProblem(name);
    const { kind } = holdings.find(({ isShownByLookups }) => isShownByLookups === true) ?? {};
    if (problem !== undefined && kind !== undefined)
      staging.holders.setUnread({ platform: name, kind, title: "providers", spares: false, problem });
  }
  const looked = wishes.dates ? states : (["look"] as const);
  for (const { spares } of holdings) {
    if (spares !== undefined && (wishes.dates || !wishes.held.request))
      staging.holders.addWanted(name, spares, looked);
  }
  const isWanted = ({ spares }: HoldingSource): boolean =>
    wishes.dates ||
    (spares !== undefined && !wishes.held.request && staging.workItems.count(spares, "look").workItems > 0);
  await Promise.all(
    holdings.filter(isWanted).map(async (resource) => {
      const problem = await readHoldings(resource, tools);
      if (problem === undefined) return;
      staging.holders.setUnread({ ...resource, spares: resource.spares !== undefined, problem });
      log.warn({ platform: name, list: nameOfList(resource), code: problem.code }, "not read");
    }),
  );
}

/**
 * When the only calls of a run were lists that are not granted, it may be the key that is wrong: then that is said as
 * the reason.
 */
export function judgeRefusals(
  { platform }: { readonly platform: string },
  { client, staging }: HoldingTools,
): void {
  const refused = staging.holders.unread.find(
    (list) => list.platform === platform && list.problem.code === "forbidden",
  );
  if (refused === undefined || client.breaker.hasAnswered) return;
  client.breaker.halt({ code: "credentials_refused", reason: quotedReason(refused.problem.message) });
}

/** Problems that may pass: what is held may be known an hour later, so nothing is requested for want of it. */
export function passingProblem(
  resource: Resource,
  { staging }: Pick<HoldingTools, "staging">,
): Problem | undefined {
  const list = staging.holders.unread.find(
    ({ platform, kind, spares }) => spares && resource.kind === `${platform}.${kind}`,
  );
  if (list === undefined || notGranted.has(list.problem.code)) return undefined;
  return {
    code: "platform_unavailable",
    message: `What the provider has already could not be read, so nothing was requested. ${list.problem.message}`,
  };
}

/** Problems that say that a list is not to be had with these credentials, or not at all. */
export const notGranted: ReadonlySet<string> = new Set(["forbidden", "refused", "operation_gone"]);
