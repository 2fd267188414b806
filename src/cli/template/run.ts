import { existsSync } from "node:fs";
import { exitCodes, UsageError, type ExitCode } from "../../errors.ts";
import { beginOwnOutput } from "../../outputs/run-outputs.ts";
import { plainDialect } from "../../results/csv-text.ts";
import { openSink } from "../../results/open-results.ts";
import { inputColumns, type RosterColumn } from "../../roster/columns.ts";
import type { Runtime } from "../../runtime.ts";
import { namedResults } from "../sync/results-path.ts";
import { settingsWithoutAccounts } from "../settings.ts";

/** The columns that most rosters need. */
const starterColumns: readonly RosterColumn[] = [
  "first_name",
  "last_name",
  "email",
  "npi",
  "caqh_provider_id",
  "certificate_type",
  "license_states",
  "dea_states",
  "payer_name",
  "payer_states",
  "lines_of_business",
  "is_medallion_owned",
  "credentialing",
  "is_self_managed",
];

/** The people are invented; the sandbox knows them, so that the starter can be tried as it is. */
const rows: readonly Readonly<Partial<Record<RosterColumn, string>>>[] = [
  {
    first_name: "Amara",
    last_name: "Okafor",
    email: "amara.okafor@example.test",
    npi: "2450079191",
    caqh_provider_id: "12400131",
    certificate_type: "MD",
    license_states: "CA; NV",
    dea_states: "CA",
    is_medallion_owned: "yes",
  },
  {
    first_name: "Benjamin",
    last_name: "Castellano",
    email: "benjamin.castellano@example.test",
    npi: "2450158383",
    payer_name: "Example Health Plan",
    payer_states: "TX",
    lines_of_business: "Commercial",
    is_medallion_owned: "no",
    credentialing: "medallion",
  },
];

/** Writes a starter roster. A file that is there already is left alone. */
export async function writeTemplate(
  { all, output }: { readonly all: boolean; readonly output: string },
  runtime: Runtime,
): Promise<ExitCode> {
  const path = namedResults("roster.csv", output, runtime.cwd);
  if (path !== "-" && existsSync(path)) {
    throw new UsageError(`${output} already exists.`, "Use a new file name; nothing was written.");
  }
  const columns = all ? inputColumns : starterColumns;
  const settings = settingsWithoutAccounts({}, runtime);
  const sink = await openSink(await beginOwnOutput(path, { settings, runtime }), plainDialect);
  try {
    await sink.row(columns);
    for (const row of rows) await sink.row(columns.map((column) => row[column] ?? ""));
    await sink.finish();
  } finally {
    await sink.abandon();
  }
  return exitCodes.done;
}
