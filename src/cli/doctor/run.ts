import type { RawOptions } from "../../config/flags.ts";
import { examineLedger, examinePlatforms, examineSettings } from "./examine.ts";
import type { Finding } from "./finding.ts";
import { examineSources } from "./sources.ts";
import { exitCodes, type ExitCode } from "../../errors.ts";
import { plainJson, plainLines } from "../../text/plain-text.ts";
import type { Runtime } from "../../runtime.ts";
import { settingsOf } from "../settings.ts";

/** Examines what a run needs and tells what it found; exit 0 when nothing is wrong, else 2. */
export async function examine(options: RawOptions, json: boolean, runtime: Runtime): Promise<ExitCode> {
  const settings = settingsOf(options, runtime);
  const findings = [
    ...examineSources(options, runtime),
    ...examineSettings(settings),
    ...(await examineLedger(settings, runtime)),
    ...(await examinePlatforms(settings, runtime)),
  ];
  if (json) {
    await runtime.stdout.writeAll(`${plainJson(JSON.stringify(findings, undefined, 2))}\n`);
  } else {
    for (const finding of findings) await runtime.stdout.writeAll(plainLines(line(finding)));
  }
  return findings.some(({ verdict }) => verdict === "wrong") ? exitCodes.unusable : exitCodes.done;
}

const marks = { good: "ok   ", left_out: "-    ", odd: "warn ", wrong: "WRONG" } as const;

function line({ verdict, what, says, remedy }: Finding): string {
  return `${marks[verdict]}  ${what}: ${says}${remedy === undefined ? "" : `\n       ${remedy}`}\n`;
}
