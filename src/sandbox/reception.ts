import { type FaultDice, makeTrouble, type Ending } from "./faults/trouble.ts";
import { type Call, type Platform, type PlatformName, html, type Reply } from "./http/platform.ts";
import type { RollingWindow } from "./http/rolling-window.ts";
import { noteDown, type OpenRequest, type SeenRequest } from "./seen-request.ts";

/** What the reception works with. */
export interface ReceptionDesk {
  readonly platforms: readonly Platform[];
  readonly windows: ReadonlyMap<PlatformName, RollingWindow>;
  readonly dice: FaultDice;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly latencyMs: number;
  readonly onRequest: (seen: SeenRequest) => void;
  /** Where every request is noted down, in order of arrival. */
  readonly log: SeenRequest[];
  /** True once the sandbox is being closed; nothing is carried out any more. */
  readonly isClosing: () => boolean;
}

/** Takes one request through its stations: note it, wait, limit, trouble, platform, and says how it ends. */
export async function receive(desk: ReceptionDesk, whole: Call): Promise<Ending> {
  const platform = desk.platforms.find(({ prefix }) => belongsTo(whole.path, prefix));
  const call = platform === undefined ? whole : { ...whole, path: whole.path.slice(platform.prefix.length) };
  const seen = noteDown(call, platform, desk.now());
  desk.log.push(seen);
  if (desk.latencyMs > 0) await desk.sleep(desk.latencyMs);
  if (desk.isClosing()) return { kind: "silence" };
  const ending = await endingOf(desk, platform, call, seen);
  if (ending.kind === "answer" || ending.kind === "cut") {
    seen.status = ending.reply.status;
    seen.rows = ending.reply.rows;
  }
  desk.onRequest(seen);
  return ending;
}

/** Refused calls cost no place in the window and meet no trouble; neither are they carried out. */
async function endingOf(
  desk: ReceptionDesk,
  platform: Platform | undefined,
  call: Call,
  seen: OpenRequest,
): Promise<Ending> {
  if (platform === undefined) return { kind: "answer", reply: html(404, "Not Found") };
  const waitMs = desk.windows.get(platform.name)?.waitFor(desk.now()) ?? 0;
  if (waitMs > 0) return { kind: "answer", reply: platform.tooMany(waitMs) };
  const { trouble, lagMs, listTroubles } = desk.dice.draw({ ...call, platform: platform.name });
  seen.lagMs = lagMs;
  const execute = (text = call.text): Reply => {
    if (desk.isClosing()) return html(503, "Closing");
    seen.executed = true;
    return platform.answer({ ...call, text, lagMs, listTroubles });
  };
  seen.fault = listTroubles[0]?.kind;
  if (trouble === undefined) return { kind: "answer", reply: execute() };
  seen.fault = trouble.kind;
  return makeTrouble(trouble, { platform, call, execute, sleep: desk.sleep, now: desk.now });
}

function belongsTo(path: string, prefix: string): boolean {
  return path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === "/");
}
