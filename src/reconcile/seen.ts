import type { RequestIdentity } from "../ledger/entry.ts";
import type { Resource } from "../platforms/platform.ts";
import type { Remote } from "../platforms/remote.ts";
import type { ReconcileTools } from "./tools.ts";

type Seen = RequestIdentity & { readonly remote: Remote };

/**
 * Keeps what was seen. Where the ledger has it under another key, the platform's word decides: if it does not fit that
 * key, it is taken from there. Answers the keys of those that stay with the other.
 */
export async function recordSeen(
  resource: Resource,
  seen: readonly Seen[],
  { ledger, clock }: ReconcileTools,
): Promise<readonly string[]> {
  const { requests } = ledger;
  const at = clock.now();
  const left = new Set(await requests.recordSeen(seen, at));
  if (left.size === 0) return [];
  const disputed = seen.filter(({ key }) => left.has(key));
  const owners = await requests.withRemoteIds(
    [resource.kind],
    disputed.map(({ remote }) => remote.remoteId),
  );
  const wrong = disputed.filter(({ remote }) =>
    owners
      .filter(({ remoteId }) => remoteId === remote.remoteId)
      .every(
        ({ subject, attributes }) =>
          subject !== remote.subject || resource.matchRank(attributes, remote) === 0,
      ),
  );
  const ids = new Set(wrong.map(({ remote }) => remote.remoteId));
  const losers = owners.filter(({ remoteId }) => remoteId !== undefined && ids.has(remoteId));
  await requests.disown(
    losers.map(({ key }) => key),
    at,
  );
  const still = new Set(await requests.recordSeen(wrong, at));
  return [...left].filter((key) => still.has(key) || !wrong.some((one) => one.key === key));
}
