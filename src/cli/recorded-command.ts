/**
 * A command line as the ledger keeps it and as it is told to a second run: `--where` names a row, so its value is
 * left out.
 */
export function recordedCommand(argv: readonly string[]): string {
  const words = argv.map((word, place) =>
    argv[place - 1] === "--where" ? "…" : word.replace(/^--where=.*$/s, "--where=…"),
  );
  return `roster-sync ${words.join(" ")}`;
}
