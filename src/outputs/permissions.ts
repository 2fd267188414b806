/**
 * The permissions of a file that a run writes: the roster's, and 0600 where there is none. A file that takes the place of
 * another is never more open than that one was. Its owner may always read and write it; nobody may run it.
 * @param like the permission bits of the roster
 * @param replaced those of the file whose place it takes
 */
export function modeFor(like: number | undefined, replaced: number | undefined): number {
  const wanted = replaced === undefined ? (like ?? 0o600) : replaced & (like ?? 0o777);
  return (wanted & 0o666) | 0o600;
}

/** The same for a file that could not be given the group of the one it replaces: its own group is one of the others. */
export function modeWithoutGroup(mode: number): number {
  return (mode & 0o606) | (((mode & 0o6) << 3) & mode);
}
