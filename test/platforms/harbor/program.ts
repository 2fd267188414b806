import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = new URL("../../../", import.meta.url).pathname;

/** A run of the program that can be killed. */
export interface Running {
  readonly kill: () => void;
  /** Its exit code; undefined when it was killed. */
  readonly ended: Promise<number | undefined>;
}

/** Builds the program with Harbor among its platforms, in an empty folder. */
export function buildWithHarbor(place: string): (args: readonly string[], how: RunHow) => Running {
  const options = {
    extends: join(root, "tsconfig.json"),
    compilerOptions: {
      rootDir: root,
      outDir: join(place, "built"),
      typeRoots: [join(root, "node_modules/@types")],
    },
    include: [],
    files: [join(root, "src/bin.ts"), join(root, "test/platforms/harbor/register.ts")],
  };
  writeFileSync(join(place, "tsconfig.json"), JSON.stringify(options));
  copyFileSync(join(root, "package.json"), join(place, "package.json"));
  symlinkSync(join(root, "node_modules"), join(place, "node_modules"));
  execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", place]);
  // what is named by its place among the sources is found there in what was built
  copyFileSync(join(root, "package.json"), join(place, "built/package.json"));
  const start = join(place, "built/start.js");
  writeFileSync(start, `import "./test/platforms/harbor/register.js";\nawait import("./src/bin.js");\n`);
  return (args, { folder, env }) => {
    const child = spawn(process.execPath, [start, ...args], {
      cwd: folder,
      env: { PATH: process.env["PATH"], ...env },
      stdio: "ignore",
    });
    return {
      kill: () => void child.kill("SIGKILL"),
      ended: once(child, "exit").then(([code]: unknown[]) => (typeof code === "number" ? code : undefined)),
    };
  };
}

/** Where it runs, and its variables. */
export interface RunHow {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}
