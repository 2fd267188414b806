import { describe, expect, test, vi } from "vitest";
import { writeArchive } from "../../../src/workbook/archive-writer.ts";
import { unzip } from "../../support/workbooks.ts";

async function* bytesOf(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

describe("a ZIP file that is being written", () => {
  test("holds its parts in the order in which they were added, however they came", async () => {
    const taken: Uint8Array[] = [];
    const archive = writeArchive(async (bytes) => void taken.push(bytes));
    archive.addText("a.xml", "<a/>");
    archive.addBytes("b.bin", () => bytesOf("b1", "b2"));
    const part = archive.begin("c.xml");
    archive.addText("d.xml", "<d/>");
    await part.write("<c>é");
    await part.write("</c>");
    part.end();
    await archive.finish();

    expect(Object.entries(await unzip(Buffer.concat(taken)))).toEqual([
      ["a.xml", "<a/>"],
      ["b.bin", "b1b2"],
      ["c.xml", "<c>é</c>"],
      ["d.xml", "<d/>"],
    ]);
  });

  test("ends with the reason why a part that it copies cannot be read", async () => {
    const archive = writeArchive(async () => undefined);
    archive.addBytes("b.bin", async function* () {
      yield* bytesOf("b1");
      throw new Error("the disk is gone");
    });

    await expect(archive.finish()).rejects.toThrow("the disk is gone");
  });

  test("stops reading what it copies when it is abandoned", async () => {
    let state: "waiting" | "reading" | "stopped" = "waiting";
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    const archive = writeArchive(async () => undefined);
    archive.addBytes("b.bin", async function* () {
      try {
        state = "reading";
        for (;;) {
          await turn();
          yield Buffer.from("endless");
        }
      } finally {
        state = "stopped";
      }
    });
    await vi.waitFor(() => expect(state).toBe("reading"));

    await archive.abandon();

    await vi.waitFor(() => expect(state).toBe("stopped"));
  });

  test("tells whoever writes a part that nobody takes it any more", async () => {
    const archive = writeArchive(() => Promise.reject(new Error("no space left")));
    const part = archive.begin("c.xml");
    archive.addText("d.xml", "<d/>");
    const writeAll = async (): Promise<void> => {
      for (;;) await part.write(`<c>${"x".repeat(100_000)}</c>`);
    };

    await expect(writeAll()).rejects.toThrow("no space left");
    await archive.abandon();
  });
});
