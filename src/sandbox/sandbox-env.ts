import { credentials } from "./credentials.ts";
import type { SandboxEnv } from "./sandbox.ts";
import type { World } from "./world/world.ts";

/** The settings that lead a client to the sandbox at this address. */
export function sandboxEnv(url: string, world: World): SandboxEnv {
  return {
    MEDALLION_API_KEY: credentials.MEDALLION_API_KEY,
    MEDALLION_ORGANIZATION_ID: world.medallion.organizationId,
    MEDALLION_BASE_URL: `${url}/medallion`,
    VERIFIABLE_EMAIL: credentials.VERIFIABLE_EMAIL,
    VERIFIABLE_PASSWORD: credentials.VERIFIABLE_PASSWORD,
    VERIFIABLE_BASE_URL: `${url}/verifiable/api`,
    CAQH_USERNAME: credentials.CAQH_USERNAME,
    CAQH_PASSWORD: credentials.CAQH_PASSWORD,
    CAQH_ORGANIZATION_ID: world.caqh.organizationId,
    CAQH_BASE_URL: `${url}/caqh`,
  };
}
