import type { PlannedCreates } from "./approval.ts";
import type { RequestPlatform } from "./platforms/platform.ts";
import type { Workspace } from "./workspace/workspace.ts";

const words: Readonly<Record<string, string>> = {
  "medallion.license": "license requests",
  "medallion.enrollment": "payer enrollment requests",
  "medallion.credentialing": "credentialing requests",
  "verifiable.credentialing": "credentialing requests",
};

/** What a lane is about to create. */
export function plannedCreates(
  title: string,
  platform: RequestPlatform,
  workspace: Workspace,
): PlannedCreates {
  const kinds = platform.books.map(({ kind }) => ({
    what: words[kind] ?? kind,
    count: workspace.wants.count(kind, "create").wants,
  }));
  return { platform: title, kinds: kinds.filter(({ count }) => count > 0) };
}
