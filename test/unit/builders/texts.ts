import * as fc from "fast-check";

/** Every letter that Unicode has room for, halves of pairs left out. */
const letter = fc
  .oneof(
    fc.integer({ min: 0, max: 0xff }),
    fc.integer({ min: 0x100, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0x10ffff }),
  )
  .map((point) => String.fromCodePoint(point));

/** Texts of any letters at all. */
export const wildText: fc.Arbitrary<string> = fc
  .array(letter, { maxLength: 12 })
  .map((letters) => letters.join(""));
