import { statusKinds } from "../platforms/catalog.ts";
import type { ReportPart } from "../platforms/report-part.ts";

/** The parts of the page that sources of statuses have, by the names of the sources. */
export type ReportParts = ReadonlyMap<string, ReportPart>;

/** Loads them: only runs that write a page need them. */
export async function loadParts(): Promise<ReportParts> {
  const parts = await Promise.all(
    statusKinds.map(async ({ name, report }) => [name, await report?.()] as const),
  );
  return new Map(parts.flatMap(([name, part]) => (part === undefined ? [] : [[name, part]])));
}
