import { resolve } from "node:path";
import type { RawOptions } from "../config/flags.ts";
import { exitCodes, type ExitCode } from "../errors.ts";
import { askDefaults } from "../plan/ask-defaults.ts";
import { checkRoster, type CheckedRoster } from "../plan/check.ts";
import { faultSentence, type Fault } from "../roster/fault.ts";
import { placeColumns } from "../roster/headers.ts";
import { openRoster } from "../roster/source.ts";
import type { Runtime } from "../runtime.ts";
import { settingsWithoutAccounts } from "./settings.ts";

/** Checks a roster and tells what is wrong with it. */
export async function checkFile(
  roster: string,
  json: boolean,
  options: RawOptions,
  runtime: Runtime,
): Promise<ExitCode> {
  const settings = settingsWithoutAccounts(options, runtime);
  const source = await openRoster(
    roster === "-" ? "-" : resolve(runtime.cwd, roster),
    runtime.stdin,
    settings,
  );
  try {
    const places = placeColumns(source.header, settings.map);
    const checked = await checkRoster(
      source.rows(),
      places,
      askDefaults(settings, runtime.clock.now()),
      settings.only,
    );
    runtime.stdout.write(json ? asJson(checked) : asText(checked));
    return checked.faults.length > 0 ? exitCodes.rowsFailed : exitCodes.done;
  } finally {
    await source.close();
  }
}

function asJson({ rows, faults, warnings }: CheckedRoster): string {
  const plain = ({ row, letter, header, value, code, problem, remedy }: Fault): object => ({
    row,
    column: letter,
    header,
    value,
    code,
    problem,
    remedy,
  });
  return `${JSON.stringify({ rows, faults: faults.map(plain), warnings: warnings.map(plain) }, undefined, 2)}\n`;
}

function asText({ rows, faults, warnings }: CheckedRoster): string {
  const line = (kind: string, fault: Fault): string => `row ${fault.row}  ${kind}  ${faultSentence(fault)}\n`;
  const all = [
    ...faults.map((fault) => [fault.row, line("fault  ", fault)] as const),
    ...warnings.map((fault) => [fault.row, line("warning", fault)] as const),
  ].toSorted(([one], [other]) => one - other);
  const failed = new Set(faults.map(({ row }) => row)).size;
  const summary = `${rows} ${rows === 1 ? "row" : "rows"}: ${failed === 0 ? "all good" : `${failed} with faults`}${warnings.length === 0 ? "" : `, ${warnings.length} warnings`}\n`;
  return `${all.map(([, text]) => text).join("")}${summary}`;
}
