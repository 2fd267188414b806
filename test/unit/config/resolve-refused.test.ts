import { describe, expect, test } from "vitest";
import type { RawOptions } from "../../../src/config/flags.ts";
import { UsageError } from "../../../src/errors.ts";
import { settings } from "../builders/settings.ts";

function refusal(flags: RawOptions): string {
  try {
    settings(flags);
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
    [{ yes: "perhaps" }, /^"yes" is true or false, not "perhaps"/],
    [{ ledger: "" }, /^--ledger needs a value/],
    [{ output: true }, /^--output needs a value/],
  ])("refuse %o", (flags, said) => {
    expect(refusal(flags)).toMatch(said);
  });
});
