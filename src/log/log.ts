import { styleText } from "node:util";
import pino, { type Logger } from "pino";
import { UsageError, messageOf } from "../errors.ts";
import type { Output, Runtime } from "../runtime.ts";
import { clockTimeIn, type ClockTime } from "../text/counts.ts";
import { plainJson, plainText } from "../text/plain-text.ts";

/** Where the log goes and how much of it. */
export interface LogSettings {
  /** Undefined for stderr. */
  readonly file: string | undefined;
  /** Undefined: for people on a terminal, else JSON. */
  readonly format: "pretty" | "json" | undefined;
  readonly level: "debug" | "info" | "warn" | "error" | "silent";
}

/** What the program says while it works: events with fields, never cell contents, bodies or credentials. */
export type Log = Pick<Logger, "debug" | "info" | "warn" | "error" | "isLevelEnabled">;

/** The fields of an event as they come out of the log. */
export type EventFields = Readonly<Record<string, unknown>>;

/** An event as a sentence for people; undefined for one that is shown with its fields. */
export type EventSentence = (event: string, fields: EventFields, clockTime: ClockTime) => string | undefined;

const noSentence: EventSentence = () => undefined;

/** Opens the log: a file or stderr, JSON lines or text for people. */
export function openLog(
  settings: LogSettings,
  runtime: Runtime,
  runId: string,
  sentenceOf: EventSentence = noSentence,
): Log {
  const pretty = (settings.format ?? (runtime.stderr.isTerminal ? "pretty" : "json")) === "pretty";
  const options: pino.LoggerOptions = {
    level: settings.level,
    base: { run: runId },
    timestamp: () => `,"time":"${new Date(runtime.clock.now()).toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
  };
  return pino(options, destination(settings.file, pretty, runtime, sentenceOf));
}

function destination(
  file: string | undefined,
  pretty: boolean,
  runtime: Runtime,
  sentenceOf: EventSentence,
): pino.DestinationStream {
  const write = file === undefined ? runtime.stderr.write : toFile(file);
  const colours = file === undefined && wantsColours(runtime.stderr, runtime);
  const clockTime = clockTimeIn();
  return {
    write: (line) => write(pretty ? prettyLine(line, colours, clockTime, sentenceOf) : plainJson(line)),
  };
}

/** Colours are for terminals, and for people who did not ask to be spared them (no-color.org). */
export function wantsColours({ isTerminal }: Output, { env }: Runtime): boolean {
  return isTerminal && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";
}

function toFile(path: string): (text: string) => void {
  try {
    const stream = pino.destination({ dest: path, sync: true, mkdir: false, mode: 0o600 });
    return (text) => void stream.write(text);
  } catch (error) {
    throw new UsageError(`The log file ${path} cannot be written: ${messageOf(error)}.`);
  }
}

const colourOf = { debug: "gray", info: "cyan", warn: "yellow", error: "red" } as const;

/** One event as one line of text: local time, level, and a sentence or else the name of the event and its fields. */
export function prettyLine(
  line: string,
  colours: boolean,
  clockTime: ClockTime,
  sentenceOf: EventSentence = noSentence,
): string {
  const { time, level, msg, run: _, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const name = typeof level === "string" ? level : "info";
  const word = name.padEnd(5);
  const tag = colours
    ? styleText(colourOf[name as keyof typeof colourOf], word, { validateStream: false })
    : word;
  const sentence = typeof msg === "string" ? sentenceOf(msg, fields, clockTime) : undefined;
  if (sentence !== undefined) return `${clockTime(String(time))} ${tag} ${plainText(sentence)}\n`;
  const rest = Object.entries(fields).map(
    ([key, value]) =>
      `${key}=${typeof value === "string" && isPlain(value) ? value : plainJson(JSON.stringify(value))}`,
  );
  return `${clockTime(String(time))} ${tag} ${[typeof msg === "string" ? msg : "", ...rest].filter((part) => part !== "").join(" ")}\n`;
}

/** Prints as it is: nothing in it moves the cursor. */
function isPlain(text: string): boolean {
  return plainText(text) === text;
}
