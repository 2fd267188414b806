import { lstatSync, readlinkSync, realpathSync, statSync, type BigIntStats } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";

/**
 * Where results go when the file of their name was changed during the run: `NAME.results.RUN.csv` beside
 * `NAME.results.csv`, and likewise for plans and rehearsals.
 */
export function besidePath(path: string, runId: string): string {
  const extension = extname(path);
  const name = basename(path, extension);
  const kind = /\.(?:results|plan|sandbox)$/.test(name) ? "" : ".results";
  return join(dirname(path), `${name}${kind}.${runId}${extension}`);
}

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

/** What stands where a path leads once every link is followed. */
type PlaceKind =
  /** Standard output, by whichever name. */
  | "stdout"
  | "file"
  /** Nothing yet, in a folder that is there. */
  | "missing"
  | "folder"
  /** A device, which takes what anybody writes. */
  | "device"
  /** A pipe, a socket, or an open file of the process: written to, never replaced. */
  | "pipe"
  /** Not even the folder is there. */
  | "nowhere"
  /** A name that the system does not take, or links that lead in a circle. */
  | "unusable";

/** Where a path leads. */
export interface Place {
  /** The path as it was named, absolute; `-` is standard output. */
  readonly named: string;
  /** The path with links followed, also those of folders: this is what gets replaced. */
  readonly path: string;
  readonly kind: PlaceKind;
  /** Device and inode of what exists: equal for two names of one file. */
  readonly identity: string | undefined;
}

const namesOfStdout = new Set(["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"]);

/** More links than that are a circle. */
const mostLinks = 40;

/** Follows a path as far as it leads. An absolute path, or `-`. Never throws. */
export function placeOf(named: string): Place {
  if (namesOfStdout.has(named)) return { named, path: named, kind: "stdout", identity: undefined };
  let path = named;
  for (let links = 0; links < mostLinks; links += 1) {
    const folder = realFolder(dirname(path));
    if (folder === undefined) return { named, path, kind: "nowhere", identity: undefined };
    path = join(folder, basename(path));
    const entry = entryAt(path);
    if (entry === "unusable") return { named, path, kind: "unusable", identity: undefined };
    if (entry === undefined) return { named, path, kind: "missing", identity: undefined };
    if (isDescriptor(folder))
      return { ...found(named, path, statSync(path, { bigint: true })), kind: "pipe" };
    if (!entry.isSymbolicLink()) return found(named, path, entry);
    path = resolve(folder, readlinkSync(path));
  }
  return { named, path, kind: "unusable", identity: undefined };
}

function found(named: string, path: string, entry: BigIntStats): Place {
  return { named, path, kind: kindOf(entry), identity: `${entry.dev}:${entry.ino}` };
}

function kindOf(entry: BigIntStats): PlaceKind {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return entry.isCharacterDevice() ? "device" : "pipe";
}

/** Names in these folders stand for what the process has open, whatever that is. */
function isDescriptor(folder: string): boolean {
  return folder === "/dev/fd" || /^\/proc\/[^/]+(?:\/task\/[^/]+)?\/fd$/.test(folder);
}

function realFolder(path: string): string | undefined {
  try {
    const folder = realpathSync(path);
    return statSync(folder).isDirectory() ? folder : undefined;
  } catch {
    return undefined;
  }
}

function entryAt(path: string): BigIntStats | "unusable" | undefined {
  try {
    return lstatSync(path, { bigint: true });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? undefined : "unusable";
  }
}

/**
 * Whether two paths are one file: the same inode, or the same name to be. Two names that differ in case or in how an
 * accent is written are one where the file system says so.
 */
export function sameFile(one: Place, other: Place): boolean {
  if (one.kind === "stdout" || other.kind === "stdout") return one.kind === other.kind;
  // what is thrown away may be thrown away twice
  if (one.kind === "device" && other.kind === "device") return false;
  if (one.identity !== undefined || other.identity !== undefined) return one.identity === other.identity;
  if (one.path === other.path) return true;
  return folded(one.path) === folded(other.path) && ignoresCase(dirname(one.path));
}

function folded(path: string): string {
  return path.normalize("NFC").toLowerCase();
}

/** Whether a folder is found by its name in another case, too. */
function ignoresCase(folder: string): boolean {
  const name = basename(folder);
  const other = name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase();
  if (other === name) return false;
  const [real, changed] = [placeOf(folder), placeOf(join(dirname(folder), other))];
  return real.identity !== undefined && real.identity === changed.identity;
}
