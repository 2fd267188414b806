/** How the values of a column are: texts, or whole numbers of up to 53 bits. Null where there is none. */
export type ColumnType = "text" | "bigint";

interface TableShape {
  /** All columns that a copy has, in their order. */
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** What its rows are in the order of. */
  readonly order: readonly string[];
}

const text = "text";
const bigint = "bigint";

/**
 * The tables of a ledger, in the order in which they are copied: what a ledger is, whichever engine has it. An engine may
 * keep more (a lock), never less. `change` has an `id` besides, which gives the order and is each ledger's own.
 */
export const ledgerTables = {
  meta: { columns: { name: text, value: text }, order: ["name"] },
  run: {
    columns: {
      id: text,
      command: text,
      pid: bigint,
      host: text,
      started_at: bigint,
      ended_at: bigint,
      exit_code: bigint,
      counts: text,
    },
    order: ["started_at", "id"],
  },
  request: {
    columns: {
      key: text,
      platform: text,
      kind: text,
      organization: text,
      subject: text,
      facts: text,
      standing: text,
      origin: text,
      remote_id: text,
      status: text,
      status_reason: text,
      details: text,
      created_at: bigint,
      intended_at: bigint,
      unsettled_since: bigint,
      clock_ahead: bigint,
      answer_status: bigint,
      operation_id: text,
      doubt_since: bigint,
      settled_at: bigint,
      seen_at: bigint,
      shown_at: bigint,
      given_up: text,
      sends: bigint,
      problem: text,
      run: text,
    },
    order: ["key"],
  },
  change: {
    columns: { key: text, from_status: text, to_status: text, seen_at: bigint, reported_by: text },
    order: ["id"],
  },
  identity: {
    columns: { directory: text, question: text, answer: text, found_at: bigint },
    order: ["directory", "question"],
  },
  status_answer: { columns: { handle: text, answer: text, checked_at: bigint }, order: ["handle"] },
  list_size: { columns: { name: text, total: bigint, complete_at: bigint }, order: ["name"] },
  call_made: { columns: { account: text, at: bigint }, order: ["account", "at"] },
  holding: {
    columns: {
      platform: text,
      kind: text,
      id: text,
      subject: text,
      state: text,
      number: text,
      status: text,
      from_day: text,
      until_day: text,
      due_day: text,
      facts: text,
      seen_at: bigint,
    },
    order: ["platform", "kind", "id"],
  },
  holding_reading: {
    columns: { platform: text, kind: text, subject: text, whole_at: bigint, read_at: bigint },
    order: ["platform", "kind", "subject"],
  },
  written: { columns: { hash: text, run: text }, order: ["hash"] },
} as const satisfies Readonly<Record<string, TableShape>>;

/** A table of a ledger. */
export type LedgerTable = keyof typeof ledgerTables;

/** One row of a ledger, by column; JSON is text. */
export interface LedgerRow {
  readonly table: LedgerTable;
  readonly columns: Readonly<Record<string, string | number | null>>;
}
