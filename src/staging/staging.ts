import { openScratchDatabase, type Database } from "../database/database.ts";
import { Holders } from "./holders.ts";
import { Queries } from "./queries.ts";
import { Remotes } from "./remotes.ts";
import { prepareStaging } from "./schema.ts";
import { StagedRows } from "./staged-rows.ts";
import { StandingCounts } from "./progress-counts.ts";
import { StatusQueries } from "./status-queries.ts";
import { WorkItems } from "./work-items.ts";

/** What one run knows, on the disk and gone with the process: rows, queries, work items, and what platforms list. */
export interface Staging {
  readonly rows: StagedRows;
  readonly queries: Queries;
  readonly workItems: WorkItems;
  readonly remotes: Remotes;
  /** What one source of statuses is asked. */
  readonly statuses: (source: string) => StatusQueries;
  readonly holders: Holders;
  readonly standing: StandingCounts;
  /** Does many small changes as one. Not to be nested. */
  readonly together: <T>(changes: () => T) => T;
  readonly close: () => void;
}

/** Opens an empty workspace. */
export function openStaging(): Staging {
  const database = openScratchDatabase();
  prepareStaging(database);
  return {
    rows: new StagedRows(database),
    queries: new Queries(database),
    workItems: new WorkItems(database),
    remotes: new Remotes(database),
    statuses: (source) => new StatusQueries(database, source),
    holders: new Holders(database),
    standing: new StandingCounts(database),
    together: (changes) => together(database, changes),
    close: () => database.close(),
  };
}

function together<T>(database: Database, changes: () => T): T {
  database.exec("BEGIN");
  try {
    return changes();
  } finally {
    // without a journal there is nothing to go back to, and a failure here ends the run anyway
    database.exec("COMMIT");
  }
}
