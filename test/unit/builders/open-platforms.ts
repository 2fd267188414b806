import { medallion } from "../../../src/platforms/medallion/medallion.ts";
import type { Platform } from "../../../src/platforms/platform.ts";
import { verifiable } from "../../../src/platforms/verifiable/verifiable.ts";

/** Medallion as the account of an organization sees it. */
export function openMedallion(organizationId: string): ReturnType<Platform["open"]> {
  const account = {
    apiKey: "key",
    organizationId,
    apiVersion: undefined,
    baseUrl: "https://api.medallion.co",
  };
  return medallion.open(account, { "one-request-per-state": false });
}

/** Verifiable as an account sees it. */
export function openVerifiable(): ReturnType<Platform["open"]> {
  const login = { way: "token", token: "token" } as const;
  return verifiable.open({ login, baseUrl: "https://discovery.verifiable.com/api" }, {});
}
