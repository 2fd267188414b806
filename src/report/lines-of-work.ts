import type { ReportRequest } from "./report-rows.ts";

/** What a platform is called. */
const platformNames: Readonly<Record<string, string>> = {
  medallion: "Medallion",
  verifiable: "Verifiable",
  caqh: "CAQH",
};

const kindNames: Readonly<Record<ReportRequest["kind"], string>> = {
  license: "Licenses",
  enrollment: "Payer enrollments",
  credentialing: "Credentialing",
};

/** What a platform is called; one that is not known keeps its word. */
export function platformName(platform: string): string {
  return (Object.hasOwn(platformNames, platform) ? platformNames[platform] : undefined) ?? platform;
}

/** What a request is called on the page: `License CA`, `DEA NY`, `Enrollment TX`. */
export function requestName(label: string): string {
  return label
    .replace(/^(?:dea|csr|rn|caqh)\b/, (word) => word.toUpperCase())
    .replace(/^[a-z]/, (letter) => letter.toUpperCase())
    .replaceAll("_", " ");
}

/** For example `Payer enrollments, Medallion`. */
export function lineName({ kind, platform }: Pick<ReportRequest, "kind" | "platform">): string {
  return `${kindNames[kind]}, ${platformName(platform)}`;
}
