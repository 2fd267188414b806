import { promisify } from "node:util";
import { brotliDecompress, constants, gunzip, inflate, inflateRaw } from "node:zlib";

/** How much may come out, and whether a beginning will do. */
export interface DecodingBounds {
  readonly mostBytes: number;
  /** The bytes may end in the middle: what can be read of them is taken. */
  readonly partial: boolean;
}

/**
 * The bytes of a body without the compression that somebody on the way put on it, though nobody asked for any.
 * Undefined when they are not what the header says, or more than `mostBytes`.
 */
export async function decoded(
  bytes: Buffer,
  encoding: string | undefined,
  bounds: DecodingBounds,
): Promise<Buffer | undefined> {
  const steps = (encoding ?? "")
    .toLowerCase()
    .split(",")
    .map((step) => step.trim());
  const named = steps.filter((step) => step !== "" && step !== "identity");
  // no text begins with these two bytes; a proxy that unpacks headers may leave the body packed
  const codings = named.length === 0 && bytes[0] === 0x1f && bytes[1] === 0x8b ? ["gzip"] : named;
  if (codings.length > mostCodings) return undefined;
  let plain = bytes;
  // the last one named was put on last
  for (const coding of codings.toReversed()) {
    const undo = undoing[coding];
    if (undo === undefined) return undefined;
    try {
      plain = await undo(plain, bounds);
    } catch {
      return undefined;
    }
  }
  return plain;
}

/** Nobody packs a body more often. */
const mostCodings = 3;

type Undo = (bytes: Buffer, bounds: DecodingBounds) => Promise<Buffer>;

const gunzipped = promisify(gunzip);
const inflated = promisify(inflate);
const inflatedRaw = promisify(inflateRaw);
const brotliDecompressed = promisify(brotliDecompress);

const undoGzip: Undo = (bytes, bounds) => gunzipped(bytes, zlibOptions(bounds));

const undoing: Readonly<Record<string, Undo>> = {
  gzip: undoGzip,
  "x-gzip": undoGzip,
  // some send it with the wrapper that the standard asks for, some without (RFC 9110, 8.4.1.2)
  deflate: (bytes, bounds) =>
    inflated(bytes, zlibOptions(bounds)).catch(() => inflatedRaw(bytes, zlibOptions(bounds))),
  br: (bytes, { mostBytes, partial }) =>
    brotliDecompressed(bytes, {
      maxOutputLength: mostBytes,
      ...(partial ? { finishFlush: constants.BROTLI_OPERATION_FLUSH } : {}),
    }),
};

function zlibOptions({ mostBytes, partial }: DecodingBounds): {
  readonly maxOutputLength: number;
  readonly finishFlush?: number;
} {
  return { maxOutputLength: mostBytes, ...(partial ? { finishFlush: constants.Z_SYNC_FLUSH } : {}) };
}
