import type { Log } from "../log/log.ts";
import type { Fault } from "../faults/fault.ts";
import type { Output } from "../runtime.ts";

const most = 10;

const sentences = {
  nothing_asked: ["fills in options but requests nothing", "fill in options but request nothing"],
  hint_row: [
    "describes the columns and is not about a provider",
    "describe the columns and are not about a provider",
  ],
} as const;
type Code = keyof typeof sentences;

/** Counts rows that look as if they asked for something, and do not. */
export class IdleRows {
  readonly #rows = new Map<Code, { count: number; first: number[] }>();

  note(row: number, warnings: readonly Fault[]): void {
    for (const code of Object.keys(sentences) as Code[]) {
      if (!warnings.some((warning) => warning.code === code)) continue;
      const known = this.#rows.get(code) ?? { count: 0, first: [] };
      known.count += 1;
      if (known.first.length < most) known.first.push(row);
      this.#rows.set(code, known);
    }
  }

  /** Says so before anything is asked or sent: one event and one line for each kind. */
  tell(log: Pick<Log, "warn">, stderr: Output | undefined): void {
    for (const [code, { count, first }] of this.#rows) {
      const [one, several] = sentences[code];
      const says = count === 1 ? one : several;
      log.warn({ code, rows: count, first }, `rows that ${several}`);
      const listed = first.join(", ") + (count > first.length ? ", …" : "");
      stderr?.write(`warning: ${count} ${count === 1 ? "row" : "rows"} ${says} (${listed})\n`);
    }
  }
}
