import type { FileHandle } from "node:fs/promises";

/** Small, since the rows of a piece are all in memory together. */
const pieceBytes = 16 * 1024;

/** The bytes of an open file from its beginning, wherever others are reading it. Reads one piece ahead. */
export async function* bytesOf(file: FileHandle): AsyncGenerator<Buffer> {
  const readAt = (position: number): ReturnType<typeof file.read<Buffer>> =>
    file.read(Buffer.allocUnsafe(pieceBytes), 0, pieceBytes, position);
  let ahead = readAt(0);
  for (let position = 0; ;) {
    const { bytesRead, buffer } = await ahead;
    if (bytesRead === 0) return;
    position += bytesRead;
    ahead = readAt(position);
    // whoever stops here leaves a read under way, whose failure then concerns nobody
    ahead.catch(() => undefined);
    yield buffer.subarray(0, bytesRead);
  }
}
