import { createHash } from "node:crypto";
import type { BigIntStats } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { bytesOf } from "../text/bytes.ts";

/** A file as it was at one moment. */
export interface Fingerprint {
  /** Of the whole content; equal to what reading a roster gives for the same bytes. */
  readonly hash: string;
  /** Device, inode, size and time: while it stays the same, nobody wrote to the file or put another in its place. */
  readonly mark: string;
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  readonly owner: { readonly user: number; readonly group: number };
}

/** Reads the file that has a name at this moment; undefined when there is none. */
export async function fingerprint(path: string): Promise<Fingerprint | undefined> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    // taken first, so that whatever is written while it is read shows afterwards
    const before = await file.stat({ bigint: true });
    const hash = createHash("sha256");
    for await (const bytes of bytesOf(file)) hash.update(bytes);
    return {
      hash: hash.digest("base64url"),
      mark: markOf(before),
      size: Number(before.size),
      mode: Number(before.mode) & 0o777,
      owner: { user: Number(before.uid), group: Number(before.gid) },
    };
  } finally {
    await file.close();
  }
}

/** Stands for the state of a file without reading it. */
export function markOf({ dev, ino, size, mtimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs].join(":");
}
