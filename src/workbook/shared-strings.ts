import { type Archive, asDamage } from "./archive.ts";
import { elementNames, readRichText } from "./sheet-rows.ts";
import { XmlScanner } from "./xml-scanner.ts";

/** The texts that cells point to by number. */
export interface SharedStrings {
  readonly at: (index: number) => string | undefined;
}

const blockBytes = 1024 ** 2;

/**
 * Reads the shared texts of a workbook. A large roster has millions of them, so they are kept as bytes in a few
 * large blocks, which take a third of the memory that strings would.
 */
export async function readSharedStrings(archive: Archive, part: string | undefined): Promise<SharedStrings> {
  const store = new TextStore();
  if (part === undefined) return store;
  const scanner = new XmlScanner();
  let names = elementNames("");
  let item: string | undefined;
  const readAll = (): void => {
    for (let before = scanner.end; scanner.next(); before = scanner.end) {
      if (scanner.kind !== "open" && scanner.kind !== "empty") continue;
      if (item === undefined) {
        names = elementNames(scanner.name.slice(0, -"sst".length));
        item = `${names.prefix}si`;
      }
      if (scanner.name !== item) continue;
      const text = scanner.kind === "empty" ? "" : readRichText(scanner, names, item);
      if (text === undefined) {
        scanner.rewind(before);
        return;
      }
      store.add(text);
    }
  };
  try {
    for await (const piece of archive.pieces(part)) {
      scanner.push(piece);
      readAll();
    }
    scanner.finish();
    readAll();
  } catch (error) {
    throw asDamage(error, archive.name, `its part ${part}`);
  }
  return store;
}

/** Texts by number, as bytes. */
export class TextStore implements SharedStrings {
  readonly #blocks: Buffer[] = [];
  #used = blockBytes;
  #count = 0;
  #places = new Uint32Array(1024);
  #lengths = new Uint32Array(1024);

  add(text: string): void {
    // no sign takes more than three bytes for each of its halves
    const most = text.length * 3;
    if (this.#used + most > (this.#blocks.at(-1)?.length ?? 0)) {
      this.#blocks.push(Buffer.allocUnsafeSlow(Math.max(blockBytes, most)));
      this.#used = 0;
    }
    const block = this.#blocks.length - 1;
    const length = this.#blocks[block]?.write(text, this.#used) ?? 0;
    if (this.#count === this.#places.length) this.#grow();
    this.#places[this.#count] = block * blockBytes + this.#used;
    this.#lengths[this.#count] = length;
    this.#used += length;
    this.#count += 1;
  }

  at(index: number): string | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) return undefined;
    const place = this.#places[index] ?? 0;
    const offset = place % blockBytes;
    const block = this.#blocks[(place - offset) / blockBytes];
    return block?.toString("utf8", offset, offset + (this.#lengths[index] ?? 0));
  }

  #grow(): void {
    const size = this.#places.length * 2;
    const [places, lengths] = [new Uint32Array(size), new Uint32Array(size)];
    places.set(this.#places);
    lengths.set(this.#lengths);
    this.#places = places;
    this.#lengths = lengths;
  }
}
