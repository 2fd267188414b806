import { accessSync, constants, existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** PostgreSQL's own programs on this machine, or why there are none to be had. */
export type Binaries = { readonly folder: string } | { readonly missing: string };

const debian = "/usr/lib/postgresql";

/** Looks where a person says, on the PATH, and where Debian puts them, the newest version first. */
export function findBinaries(env: Readonly<Record<string, string | undefined>>): Binaries {
  if (process.platform === "win32") return { missing: "these tests start a server on Linux and macOS only" };
  const said = env["ROSTER_SYNC_TEST_POSTGRES"] ?? "";
  if (said !== "") {
    return hasServer(said)
      ? { folder: said }
      : { missing: `ROSTER_SYNC_TEST_POSTGRES is ${said}, which has no initdb and postgres` };
  }
  const onPath = (env["PATH"] ?? "").split(delimiter);
  const installed = existsSync(debian)
    ? readdirSync(debian)
        .toSorted((one, other) => Number(other) - Number(one))
        .map((version) => join(debian, version, "bin"))
    : [];
  const folder = [...onPath, ...installed].find((each) => each !== "" && hasServer(each));
  if (folder === undefined) return { missing: "no PostgreSQL server is installed" };
  // a link on the PATH may stand there without its neighbors
  return { folder: dirname(realpathSync(join(folder, "postgres"))) };
}

function hasServer(folder: string): boolean {
  return ["initdb", "postgres"].every((name) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Whose name the server runs under: it refuses root's. Undefined where that is our own. */
export function serverUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const found = ["postgres", "nobody"].flatMap((name) => users.filter(([user]) => user === name))[0];
  if (found === undefined) throw new Error("there is no user postgres or nobody to run a server as");
  return { uid: Number(found[2]), gid: Number(found[3]) };
}
