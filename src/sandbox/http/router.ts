import type { Call } from "./call.ts";
import type { Reply } from "./reply.ts";

/** One documented operation: `:organization`, `:id` and `:other` in the path stand for ids. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly answer: (call: Call, id: string, other: string) => Reply;
}

/** What a path leads to. */
export type Match =
  | { readonly kind: "found"; readonly route: Route; readonly ids: Readonly<Record<string, string>> }
  | { readonly kind: "wrong-method"; readonly allowed: readonly string[] }
  | { readonly kind: "none" };

/** Finds the route for a method and a path; routes listed first win, so literals go before ids. */
export function matchRoute(routes: readonly Route[], method: string, path: string): Match {
  const allowed: string[] = [];
  for (const route of routes) {
    const ids = idsIn(route.path, path);
    if (ids === undefined) continue;
    if (route.method === method) return { kind: "found", route, ids };
    allowed.push(route.method);
  }
  return allowed.length === 0 ? { kind: "none" } : { kind: "wrong-method", allowed };
}

function idsIn(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const ids: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const actual = given[index] ?? "";
    if (part.startsWith(":")) {
      if (actual === "") return undefined;
      ids[part.slice(1)] = decode(actual);
    } else if (part !== actual) {
      return undefined;
    }
  }
  return ids;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
