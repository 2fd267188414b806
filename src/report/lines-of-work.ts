import { grouped } from "./counted.ts";
import type { ReportRequest } from "./report-data.ts";

/** What a platform is called. */
export const platformNames: Readonly<Record<string, string>> = {
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

/** What a kind of request is called. */
export function kindName(kind: ReportRequest["kind"]): string {
  return kindNames[kind];
}

/** One kind of request on one platform. */
export interface LineOfWork {
  readonly platform: ReportRequest["platform"];
  readonly kind: ReportRequest["kind"];
  readonly requests: readonly ReportRequest[];
}

const kinds: readonly ReportRequest["kind"][] = ["license", "enrollment", "credentialing"];

/** The requests by platform and kind: Medallion before Verifiable, licenses first. */
export function linesOfWork(requests: readonly ReportRequest[]): readonly LineOfWork[] {
  const groups = grouped(requests, ({ platform, kind }) => `${platform}|${kind}`);
  return (["medallion", "verifiable"] as const).flatMap((platform) =>
    kinds.flatMap((kind) => {
      const group = groups.get(`${platform}|${kind}`);
      return group === undefined ? [] : [{ platform, kind, requests: group }];
    }),
  );
}
