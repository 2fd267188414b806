import { jsonBody, type Call } from "../http/call.ts";

/**
 * The body of a grouped license call with the first half of its states alone, as a server without transactions may
 * carry it out before it meets what it does not like. Undefined for a call that is no group.
 */
export function firstPart(call: Call): string | undefined {
  const body = jsonBody(call);
  if (!body.ok || typeof body.value !== "object" || body.value === null) return undefined;
  const lists = Object.entries(body.value as Record<string, unknown>).filter(
    (entry): entry is [string, readonly unknown[]] => entry[0].endsWith("_states") && Array.isArray(entry[1]),
  );
  const all = lists.flatMap(([kind, states]) => states.map((state) => ({ kind, state })));
  if (all.length < 2) return undefined;
  const kept = all.slice(0, Math.floor(all.length / 2));
  const halves = lists.map(([kind]) => [
    kind,
    kept.filter((one) => one.kind === kind).map(({ state }) => state),
  ]);
  return JSON.stringify({ ...body.value, ...Object.fromEntries(halves) });
}
