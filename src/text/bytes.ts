import type { FileHandle } from "node:fs/promises";

/** Small, since the rows of a piece are all in memory together. */
const pieceBytes = 16 * 1024;

/**
 * The bytes of an open file, or of a stretch of it, wherever others are reading it. Reads one piece ahead. Whoever
 * stops in the middle leaves no stream behind: the piece under way is read and forgotten, and the file can be closed.
 * @param end the place behind the last byte; a file that ends before it gives fewer bytes
 */
export async function* bytesOf(
  file: FileHandle,
  start = 0,
  end = Number.POSITIVE_INFINITY,
): AsyncGenerator<Buffer> {
  const readAt = (position: number): ReturnType<typeof file.read<Buffer>> => {
    const length = Math.min(pieceBytes, end - position);
    return file.read(Buffer.allocUnsafe(length), 0, length, position);
  };
  if (start >= end) return;
  let ahead = readAt(start);
  for (let position = start; ;) {
    const { bytesRead, buffer } = await ahead;
    if (bytesRead === 0) return;
    position += bytesRead;
    const isLast = position >= end;
    if (!isLast) {
      ahead = readAt(position);
      // whoever stops here leaves a read under way, whose failure then concerns nobody
      ahead.catch(() => undefined);
    }
    yield buffer.subarray(0, bytesRead);
    if (isLast) return;
  }
}
