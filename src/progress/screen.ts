import { Writable } from "node:stream";
import { createLogUpdate } from "log-update";
import type { Output } from "../runtime.ts";

/** A terminal with a few lines at its lower end that are drawn again and again, while other text goes above them. */
export interface Screen extends Output {
  /** Draws these lines instead of the ones before. */
  readonly draw: (lines: string) => void;
  /** Takes the lines away. */
  readonly clear: () => void;
}

/** Lays a screen over a terminal. */
export function screenOver(terminal: Output): Screen {
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      terminal.write(chunk);
      done();
    },
  });
  // a hidden cursor would have to be brought back however the process ends
  const update = createLogUpdate(Object.assign(stream, { columns: terminal.columns, isTTY: true }) as never, {
    showCursor: true,
  });
  let shown = "";
  const clear = (): void => {
    if (shown !== "") update.clear();
    shown = "";
  };
  return {
    isTerminal: terminal.isTerminal,
    get columns() {
      return terminal.columns;
    },
    writeAll: terminal.writeAll,
    write: (text) => {
      const lines = shown;
      clear();
      terminal.write(text);
      if (lines === "" || !text.endsWith("\n")) return;
      shown = lines;
      update(lines);
    },
    draw: (lines) => {
      shown = lines;
      update(lines);
    },
    clear,
  };
}
