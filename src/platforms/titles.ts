import type { PlatformName } from "./platform.ts";

/** What the platforms are called in sentences. */
export const titles: Readonly<Record<PlatformName, string>> = {
  medallion: "Medallion",
  verifiable: "Verifiable",
  caqh: "CAQH",
};

/** What a platform is called in sentences; one that is not known keeps its word. */
export function titleOf(platform: string): string {
  return Object.entries(titles).find(([known]) => known === platform)?.[1] ?? platform;
}
