import type { LedgerEntry } from "../ledger/entry.ts";
import { partyMeanings, type Party, type Standing } from "../requests/party.ts";
import { platforms } from "./index.ts";
import type { Told } from "./next-step.ts";
import type { Platform } from "./platform.ts";
import type { RequestKind, RequestSpec } from "./request-kind.ts";
import type { StatusKind } from "./status-source.ts";

/** The platform with a name; undefined for one that is not known, such as one that an older ledger names. */
export function platformNamed(name: string): Platform | undefined {
  return platforms.find((platform) => platform.name === name);
}

/** The names of the platforms that something can be requested on. */
export const requestPlatforms: readonly string[] = platforms
  .filter(({ kinds }) => kinds.length > 0)
  .map(({ name }) => name);

/** The names of the platforms on which providers have profiles to be completed. */
export const profilePlatforms: readonly string[] = platforms
  .filter(({ holdings }) => holdings?.some(({ kind }) => kind === "profile"))
  .map(({ name }) => name);

/** What a platform is called in sentences; one that is not known keeps its word. */
export function titleOf(platform: string): string {
  return platformNamed(platform)?.title ?? platform;
}

/** Every kind of request, in the order of the platforms. */
export const requestKinds: readonly RequestKind[] = platforms.flatMap(({ kinds }) => kinds);

/** Every kind of status that is only asked for. */
export const statusKinds: readonly StatusKind[] = platforms.flatMap(({ statuses = [] }) => statuses);

/** The platforms that are asked for statuses apart from requests, as sentences call them. */
export const statusTitles: readonly string[] = platforms
  .filter(({ statuses = [] }) => statuses.length > 0)
  .map(({ title }) => title);

const byKind: ReadonlyMap<string, RequestKind> = new Map(requestKinds.map((kind) => [kind.kind, kind]));

/** The kind of request with a name, if it is known. */
export function knownKind(kind: string): RequestKind | undefined {
  return byKind.get(kind);
}

/** The kind of request with a name that came from a roster, so that it is known. Throws for any other. */
export function kindNamed(kind: string): RequestKind {
  const found = byKind.get(kind);
  if (found === undefined) throw new Error(`no platform has the kind ${kind}`);
  return found;
}

/** The platform that a kind of request is made on. */
export function platformOf(kind: string): string {
  return kind.slice(0, kind.indexOf("."));
}

/** A kind of request without its platform, as people tell them apart: `license`, `credentialing`. */
export function nameOfKind(kind: string): string {
  return kind.slice(kind.indexOf(".") + 1);
}

/** The names of the kinds of request without their platforms, each once. */
export const kindNames: readonly string[] = [...new Set(requestKinds.map(({ kind }) => nameOfKind(kind)))];

/** The work that requests belong to, in the order in which it is told. */
export const requestWorks: readonly string[] = [...new Set(requestKinds.map(({ work }) => work))];

/** A word of `--only`. */
export type Work = string;

/** The kinds of work that `--only` names. */
export const works: readonly string[] = [...requestWorks, ...statusKinds.map(({ name }) => name), "dates"];

/** The work that a kind of request belongs to. */
export function workOf(kind: string): string {
  return kindNamed(kind).work;
}

/** Which of the row's requests a spec is, as results cells name it. */
export function labelOf(spec: RequestSpec): string {
  return kindNamed(spec.kind).label(spec);
}

/** What a request is called where a change of its status is told: `enrollment TX`, `license CA`, `credentialing`. */
export function changeLabel(spec: RequestSpec): string {
  return kindNamed(spec.kind).changeLabel(spec);
}

/** The same name for a request as the ledger remembers it. */
export function entryLabel({ kind, attributes }: Pick<LedgerEntry, "kind" | "attributes">): string {
  return knownKind(kind)?.labelOf(attributes) ?? nameOfKind(kind);
}

/** Whether a request has ended on its platform in a way that lets another one be made (docs/never-twice.md). */
export function hasEnded(entry: LedgerEntry): boolean {
  if (entry.standing !== "accepted" || entry.status === undefined) return false;
  return knownKind(entry.kind)?.hasEnded(entry) ?? false;
}

/** A request that is on a platform. */
export interface PlacedRequest extends Told {
  readonly platform: string;
  /** Its kind without the platform: `license`. */
  readonly kind: string;
}

/** Whose move it is; of kinds that no platform has any more, nobody's. */
export function standingOf({ platform, kind, ...told }: PlacedRequest): Standing {
  return knownKind(`${platform}.${kind}`)?.owner(told) ?? { party: "unclear", category: "not known" };
}

/** What it means that somebody has to move next, for the people who read it. */
export function meaningOf(party: Party): string {
  if (party !== "platform") return partyMeanings[party];
  return `${requestPlatforms.map(titleOf).join(" or ")} is working on it`;
}

/** The platform whose documents can be downloaded. */
export const documentPlatform = platforms.find(({ documents }) => documents !== undefined);
