import type { SandboxContext } from "../context.ts";
import type { Call } from "../http/call.ts";
import { json } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import type { CaqhProfile } from "../world/caqh-world.ts";
import { foundAnswer, unknownAnswer } from "./status-answer.ts";

/** Finds profiles by either number. */
export interface Profiles {
  readonly byId: ReadonlyMap<string, CaqhProfile>;
  readonly byNpi: ReadonlyMap<string, CaqhProfile>;
}

/** The status check by CAQH id. */
export function statusById(context: SandboxContext, profiles: Profiles, call: Call): Reply {
  const query = loosely(call.query);
  const wrong = wrongScope(context, query);
  if (wrong !== undefined) return message(400, wrong);
  const id = query.get("caqh_provider_id") ?? "";
  if (!/^\d{1,10}$/.test(id)) return message(400, "Caqh_Provider_Id is missing or invalid.");
  const profile = profiles.byId.get(id);
  return json(200, profile === undefined ? unknownAnswer(context, id) : foundAnswer(context, profile));
}

/** The status check by NPI, which only live clients know. */
export function statusByNpi(context: SandboxContext, profiles: Profiles, call: Call): Reply {
  const { caqhByNpi } = context.quirks;
  if (caqhByNpi !== "served") return message(caqhByNpi, "No HTTP resource was found.");
  const query = loosely(call.query);
  const wrong = wrongScope(context, query);
  if (wrong !== undefined) return message(400, wrong);
  const npi = query.get("npi_provider_id") ?? "";
  if (!/^\d{10}$/.test(npi)) return message(400, "NPI_Provider_Id is missing or invalid.");
  const profile = profiles.byNpi.get(npi);
  return json(200, profile === undefined ? unknownAnswer(context, null) : foundAnswer(context, profile));
}

/** CAQH's errors are an object with a `Message`. */
export function message(status: number, text: string): Reply {
  return json(status, { Message: text });
}

/** Query names have been written in several casings against the real hosts, and all worked. */
function loosely(query: URLSearchParams): ReadonlyMap<string, string> {
  return new Map([...query].map(([name, value]) => [name.toLowerCase(), value.trim()]));
}

function wrongScope(context: SandboxContext, query: ReadonlyMap<string, string>): string | undefined {
  const product = query.get("product") ?? "";
  if (product !== "PV" && product !== "DA") return "Product is missing or invalid.";
  const organization = query.get("organization_id") ?? "";
  return organization === context.world.caqh.organizationId
    ? undefined
    : "Organization_Id is missing or invalid.";
}
