/** Stands for a lone dash on its way through yargs, which takes one for nothing. */
const standIn = "\u0001stdin";

/** A command line with its lone dashes made safe: joined to the flag in front, or in place of a positional argument. */
export function withSafeDashes(argv: readonly string[]): readonly string[] {
  const safe: string[] = [];
  for (const word of argv) {
    const before = safe.at(-1);
    if (word !== "-") safe.push(word);
    else if (before !== undefined && /^--?[a-z][a-z-]*$/.test(before))
      safe[safe.length - 1] = `${before}=${word}`;
    else safe.push(standIn);
  }
  return safe;
}

/** The arguments with their lone dashes back. */
export function withDashes(args: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, value === standIn ? "-" : value]),
  );
}
