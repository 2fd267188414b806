import { describe, expect, test } from "vitest";
import type { RawOptions } from "../../../src/config/flags.ts";
import type { SettingSources } from "../../../src/config/resolve.ts";
import { UsageError } from "../../../src/errors.ts";
import { settings } from "../builders/settings.ts";

function refusal(flags: RawOptions, more: Partial<SettingSources> = {}): string {
  try {
    settings(flags, more);
  } catch (error) {
    if (error instanceof UsageError) return `${error.message} ${error.remedy ?? ""}`;
    throw error;
  }
  throw new Error("it was taken");
}

describe("the settings", () => {
  test.each<[RawOptions, RegExp]>([
    [{ "medallion-rate": "fast" }, /^--medallion-rate is "fast"/],
    [{ concurrency: "0" }, /^--concurrency is "0".*1 or more/],
    [{ concurrency: "abc" }, /^--concurrency/],
    [{ limit: "0" }, /^--limit is "0".*1 or more/],
    [{ canary: "0" }, /^--canary is "0".*1 or more/],
    [{ "max-creates": "-1" }, /^--max-creates is "-1".*0 or more/],
    [{ "max-failures": "lots" }, /^--max-failures/],
    [{ "request-timeout": "30" }, /^--request-timeout is "30"/],
    [{ settle: "soon" }, /^--settle/],
    [{ only: "licences,caqh" }, /^--only does not accept "licences".*Did you mean licenses\?/],
    [
      { only: "everything" },
      /^--only does not accept "everything".*licenses, enrollments, credentialing, caqh/,
    ],
    [{ map: ["npi"] }, /^--map "npi" has no header and column/],
    [{ map: ["=npi"] }, /^--map "=npi" has no header and column/],
    [{ map: ["Status=sync_result"] }, /^--map names "sync_result", which roster-sync writes itself/],
    [{ map: ["Rendering=npii"] }, /^--map names "npii".*Did you mean npi\?/],
    [{ where: "Group" }, /^--where "Group" has no column and value/],
    [{ where: "=x" }, /^--where "=x"/],
    [{ delimiter: ":" }, /^--delimiter ":" is not valid.*comma, semicolon, tab or pipe/],
    [{ encoding: "utf-7" }, /^--encoding "utf-7" is not valid.*utf-8/],
    [{ delimiter: "constructor" }, /^--delimiter "constructor" is not valid/],
    [{ encoding: "constructor" }, /^--encoding "constructor" is not valid/],
    [{ settle: "5constructor" }, /^--settle is "5constructor"/],
    [{ settle: "off" }, /^--settle is "off"/],
    [{ "log-format": "xml" }, /^--log-format "xml"/],
    [{ "log-level": "loud" }, /^--log-level "loud".*debug, info, warn, error, silent/],
    [{ yes: "perhaps" }, /^--yes is true or false, not "perhaps"/],
    [{ ledger: "" }, /^--ledger needs a value/],
    [{ output: true }, /^--output needs a value/],
  ])("refuse %j", (flags, said) => {
    expect(refusal(flags)).toMatch(said);
  });

  test.each<[RawOptions, string]>([
    [{ yes: "perhaps" }, 'yes is true or false, not "perhaps".'],
    [{ "is-self-managed": 1 }, "is-self-managed is true or false, not 1."],
    [{ "max-creates": -1 }, 'max-creates is "-1", which is not a whole number.'],
    [{ settle: 30 }, 'settle is "30", which is not a duration.'],
    [{ map: { Rendering: "npii" } }, 'map names "npii", which is not a roster-sync column.'],
    [{ only: ["licences"] }, 'only does not accept "licences".'],
    [{ "on-end": [] }, "on-end names no program."],
    [{ sheet: null }, "sheet needs a value."],
  ])("refuse %j in the configuration file, and say that it stands there", (file, said) => {
    expect(refusal({}, { file })).toContain(`roster-sync.config.json: ${said}`);
    expect(refusal({ config: "nightly.json" }, { file })).toContain(`nightly.json: ${said}`);
  });

  test("do not look at what the command line overrules", () => {
    expect(settings({ settle: "5s" }, { file: { settle: "soon" } }).settleMs).toBe(5_000);
  });
});
