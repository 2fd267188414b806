import { nameOfKind, requestKinds, titleOf } from "../platforms/catalog.ts";
import { platforms } from "../platforms/index.ts";
import type { ReportRequest } from "./report-rows.ts";

const titleOfKind: ReadonlyMap<string, string> = new Map(
  requestKinds.map(({ kind, words }) => [nameOfKind(kind), words.title]),
);

const acronyms = new RegExp(`^(?:${platforms.flatMap(({ acronyms: own = [] }) => own).join("|")})\\b`);

/** What a request is called on the page: `License CA`, `DEA NY`, `Enrollment TX`. */
export function requestName(label: string): string {
  return label
    .replace(acronyms, (word) => word.toUpperCase())
    .replace(/^[a-z]/, (letter) => letter.toUpperCase())
    .replaceAll("_", " ");
}

/** For example `Payer enrollments, PLATFORM`. */
export function lineName({ kind, platform }: Pick<ReportRequest, "kind" | "platform">): string {
  return `${titleOfKind.get(kind) ?? kind}, ${titleOf(platform)}`;
}
