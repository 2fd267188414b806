import { describe, expect, test } from "vitest";
import { CellStyles, plainStyles } from "../../../src/workbook/cell-styles.ts";

const styles = (cells: string, fills = "<fill/><fill/>"): string =>
  `<styleSheet><fills count="2">${fills}</fills><cellStyleXfs count="1"><xf numFmtId="9"/></cellStyleXfs><cellXfs count="2">${cells}</cellXfs></styleSheet>`;
const two =
  '<xf numFmtId="0" fontId="3"/><xf numFmtId="14" fontId="1" fillId="1"><alignment wrapText="1"/></xf>';

describe("a style for our cells", () => {
  test("is like that of the cell before it, but for text", () => {
    const cells = new CellStyles(styles(two));

    expect(cells.forText(1)).toBe(2);
    expect(cells.xml()).toContain(
      `<cellXfs count="3">${two}<xf numFmtId="49" fontId="1" fillId="1" applyNumberFormat="1"><alignment wrapText="1"/></xf></cellXfs>`,
    );
  });

  test("is added once, and each color once", () => {
    const cells = new CellStyles(styles(two));

    const wanted = [
      cells.forText(0),
      cells.forText(0),
      cells.forTextOn(0, "C6EFCE"),
      cells.forTextOn(1, "C6EFCE"),
    ];

    expect(wanted).toEqual([2, 2, 3, 4]);
    expect(cells.xml()).toMatch(/<fills count="3"><fill\/><fill\/><fill>.*?FFC6EFCE.*?<\/fill><\/fills>/);
    expect(cells.xml()).toContain(
      '<xf numFmtId="49" fontId="3" applyNumberFormat="1" fillId="2" applyFill="1"/>',
    );
  });

  test("is one that is there already where that will do", () => {
    expect(
      new CellStyles(styles('<xf numFmtId="0"/><xf numFmtId="49" applyNumberFormat="1"/>')).forText(0),
    ).toBe(1);
  });

  test("is like the first where a cell names a missing one", () => {
    expect(new CellStyles(styles(two)).forText(77)).toBe(2);
  });

  test("has no color where the workbook has no fills", () => {
    const cells = new CellStyles(`<styleSheet><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>`);
    cells.forTextOn(0, "C6EFCE");

    expect(cells.xml()).not.toContain("C6EFCE");
  });
});

describe("the styles of a workbook", () => {
  test("stay as they are when nothing is needed", () => {
    expect(new CellStyles(styles(two)).xml()).toBe(styles(two));
  });

  test("are plain ones where it has none that are of use", () => {
    expect(new CellStyles("<styleSheet/>").xml()).toBe(plainStyles);
    expect(new CellStyles().xml()).toBe(plainStyles);
  });

  test("may have a prefix, and no counts", () => {
    const cells = new CellStyles(
      '<x:styleSheet><x:fills><x:fill/></x:fills><x:cellXfs><x:xf numFmtId="0"/></x:cellXfs></x:styleSheet>',
    );
    cells.forTextOn(0, "FFC7CE");

    expect(cells.xml()).toMatch(
      /<x:cellXfs><x:xf numFmtId="0"\/><x:xf numFmtId="49" applyNumberFormat="1" fillId="1" applyFill="1"\/><\/x:cellXfs>/,
    );
    expect(cells.xml()).toContain('<x:fgColor rgb="FFFFC7CE"/>');
  });
});
