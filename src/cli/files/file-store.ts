import { access, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import type { RunOutputs } from "../../outputs/run-outputs.ts";

/** A folder of files that are whole or not there. */
export interface FileStore {
  readonly hasAll: (names: readonly string[]) => Promise<boolean>;
  /** Whether a file that is there begins with these letters of ASCII. */
  readonly beginsWith: (name: string, letters: string) => Promise<boolean>;
  readonly write: (name: string, content: string | Uint8Array) => Promise<void>;
}

/** Opens a folder, making it, readable by its owner only, when it is not there. */
export async function openFileStore(folder: string, begin: RunOutputs["begin"]): Promise<FileStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return {
    hasAll: async (names) => {
      const there = await Promise.all(
        names.map((name) =>
          access(join(folder, name)).then(
            () => true,
            () => false,
          ),
        ),
      );
      return there.every(Boolean);
    },
    beginsWith: async (name, letters) => {
      const file = await open(join(folder, name));
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(letters.length), 0, letters.length, 0);
        return buffer.toString("latin1", 0, bytesRead) === letters;
      } finally {
        await file.close();
      }
    },
    write: async (name, content) => {
      const file = await begin(join(folder, name), "file");
      try {
        await file.write(content);
        await file.finish();
      } finally {
        await file.abandon();
      }
    },
  };
}

/** A text as part of a file name that every system takes. */
export function fileNamePart(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "");
  return plain.slice(0, 60) || "provider";
}
