import { openScratchDatabase, type Database } from "../database/database.ts";
import { CaqhDesk } from "./caqh-desk.ts";
import { Holders } from "./holders.ts";
import { Questions } from "./queries.ts";
import { Remotes } from "./remotes.ts";
import { prepareWorkspace } from "./schema.ts";
import { StagedRows } from "./staged-rows.ts";
import { StandingCounts } from "./progress-counts.ts";
import { Wants } from "./work-items.ts";

/** What one run knows, on the disk and gone with the process: rows, questions, wants, and what platforms list. */
export interface Workspace {
  readonly rows: StagedRows;
  readonly questions: Questions;
  readonly wants: Wants;
  readonly remotes: Remotes;
  readonly caqh: CaqhDesk;
  readonly holders: Holders;
  readonly standing: StandingCounts;
  /** Does many small changes as one. Not to be nested. */
  readonly together: <T>(changes: () => T) => T;
  readonly close: () => void;
}

/** Opens an empty workspace. */
export function openWorkspace(): Workspace {
  const database = openScratchDatabase();
  prepareWorkspace(database);
  return {
    rows: new StagedRows(database),
    questions: new Questions(database),
    wants: new Wants(database),
    remotes: new Remotes(database),
    caqh: new CaqhDesk(database),
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
