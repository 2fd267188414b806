import { resolve } from "node:path";

/** A path as a command line names it, seen from the current folder; `-` stays standard input or output. */
export function pathOf(name: string, cwd: string): string {
  return name === "-" ? "-" : resolve(cwd, name);
}
