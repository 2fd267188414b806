import { describe, expect, test } from "vitest";
import { redactedCommand } from "../../../../src/cli/sync/redacted-command.ts";

describe("a command line as it is kept", () => {
  test.each([
    [["sync", "roster.csv"], "sync roster.csv"],
    [["sync", "/home/maria.santos/credentialing/roster.csv", "--yes"], "sync roster.csv --yes"],
    [["sync", "C:\\Users\\maria\\roster.csv"], "sync roster.csv"],
    [["plan", "../maria/roster.csv", "--ledger", "/home/maria/a.db"], "plan roster.csv --ledger a.db"],
    [["sync", "r.csv", "--output=/home/maria/out.csv", "-o=x/y.csv"], "sync r.csv --output=out.csv -o=y.csv"],
    [["sync", "r.csv", "--where", "last_name=Santos"], "sync r.csv --where \u2026"],
    [["sync", "r.csv", "--where=last_name=Santos"], "sync r.csv --where=\u2026"],
    [["sync", "r.csv", "--on-end", "mail maria@example.test"], "sync r.csv --on-end \u2026"],
    [["sync", "r.csv", "--map", "NPI/Type 1=npi"], "sync r.csv --map NPI/Type 1=npi"],
    [
      ["sync", "r.csv", "--ledger", "postgres://maria:secret@db.example.test/rs?ledger=a&password=b"],
      "sync r.csv --ledger postgres://db.example.test/rs",
    ],
    [
      ["ledger", "resolve", "medallion|a|payer a/b|CA", "--as", "absent"],
      "ledger resolve medallion|a|payer a/b|CA --as absent",
    ],
    [["ledger", "list", "--ledger", "/home/maria/a.db"], "ledger list --ledger a.db"],
  ])("keeps of paths their last part: %j", (argv, kept) => {
    expect(redactedCommand(argv)).toBe(`roster-sync ${kept}`);
  });
});
