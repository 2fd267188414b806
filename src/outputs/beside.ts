import { basename, dirname, extname, join } from "node:path";

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
