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
