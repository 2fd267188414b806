import { beginOutput, type OutputFile, type OutputRules } from "../../../src/outputs/output-file.ts";
import type { Written } from "../../../src/outputs/run-outputs.ts";

/** A memory of what was written, in memory. */
export function memory(): Written & { readonly hashes: Set<string> } {
  const hashes = new Set<string>();
  return { hashes, has: async (hash) => hashes.has(hash), add: async (hash) => void hashes.add(hash) };
}

let begun = 0;

/** Begins a file by the usual rules, but for those given. */
export function outputAt(path: string, rules: Partial<OutputRules> = {}): Promise<OutputFile> {
  begun += 1;
  return beginOutput(path, {
    maker: { runId: "abc123abc123", pid: 1, host: "test" },
    part: `n${begun}`,
    mode: undefined,
    written: memory(),
    stdout: { isTerminal: false, columns: 80, write: () => undefined, writeAll: () => Promise.resolve() },
    ...rules,
  });
}

/** A file in memory, and what became of it. */
export interface MemoryFile extends OutputFile {
  readonly bytes: () => Uint8Array;
  readonly text: () => string;
  /** How often bytes were handed over. */
  readonly writes: () => number;
  readonly fate: () => "open" | "finished" | "abandoned";
}

/** Begins a file in memory. A file that is finished stays so when it is abandoned after that. */
export function fileInMemory(path: string): MemoryFile {
  const parts: Uint8Array[] = [];
  let fate: "open" | "finished" | "abandoned" = "open";
  const bytes = (): Uint8Array => Buffer.concat(parts);
  return {
    path,
    write: (part) => Promise.resolve(void parts.push(Buffer.from(part))),
    finish: () => {
      fate = "finished";
      return Promise.resolve({ path, kept: undefined, conflict: undefined });
    },
    abandon: () => {
      if (fate === "open") fate = "abandoned";
      return Promise.resolve();
    },
    bytes,
    text: () => Buffer.from(bytes()).toString("utf8"),
    writes: () => parts.length,
    fate: () => fate,
  };
}
