import { spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, chownSync, constants, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, createConnection } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { serverUser } from "./binaries.ts";

/** Where pgbouncer is; undefined when it is not installed. Debian keeps it off the PATH. */
export function findPooler(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const folders = [...(env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, "pgbouncer"))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Starts pgbouncer before a server; answers its port and how to end it. */
export async function startPooler(
  program: string,
  serverPort: number,
  mode: "session" | "transaction",
): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const user = serverUser();
  const folder = mkdtempSync(join(tmpdir(), "roster-sync-pooler-"));
  const port = await freePort();
  const config = join(folder, "pgbouncer.ini");
  writeFileSync(join(folder, "users.txt"), '"owner" ""\n');
  writeFileSync(
    config,
    `[databases]\n* = host=127.0.0.1 port=${serverPort}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =\nauth_type = trust\nauth_file = ${join(folder, "users.txt")}\npool_mode = ${mode}\n`,
  );
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const child = spawn(program, [config], { ...user, cwd: folder, stdio: "ignore" });
  for (let tries = 0; tries < 500 && !(await answers(port)); tries += 1) await delay(10);
  return {
    port,
    stop: async () => {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createConnection(port, "127.0.0.1");
    probe.once("connect", () => {
      probe.destroy();
      resolve(true);
    });
    probe.once("error", () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
