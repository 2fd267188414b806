import type { z } from "zod";

/** One thing wrong with a body, in no platform's words yet. */
export interface Flaw {
  readonly path: readonly (string | number)[];
  readonly kind: "missing" | "unknown-key" | "wrong-word" | "wrong-type" | "malformed";
  /** What was wanted: a type for `wrong-type`, a format or a sentence for `malformed`. */
  readonly wanted: string;
  readonly given: unknown;
}

/** Sorts a schema's complaints about a body. */
export function flawsIn(error: z.ZodError, body: unknown): readonly Flaw[] {
  return error.issues.flatMap((issue): readonly Flaw[] => {
    const path = issue.path.map((part) => (typeof part === "number" ? part : String(part)));
    const given = valueAt(body, path);
    switch (issue.code) {
      case "unrecognized_keys":
        return issue.keys.map((key) => ({
          path: [...path, key],
          kind: "unknown-key",
          wanted: "",
          given: undefined,
        }));
      case "invalid_type":
        // A field that this shape must not have.
        if (issue.expected === "never") return [{ path, kind: "unknown-key", wanted: "", given }];
        return given === undefined
          ? [{ path, kind: "missing", wanted: issue.expected, given }]
          : [{ path, kind: "wrong-type", wanted: issue.expected, given }];
      case "invalid_value":
        return given === undefined
          ? [{ path, kind: "missing", wanted: "", given }]
          : [{ path, kind: "wrong-word", wanted: "", given }];
      case "invalid_format":
        return [{ path, kind: "malformed", wanted: issue.format, given }];
      case "custom":
      case "too_small":
      case "too_big":
      case "not_multiple_of":
      case "invalid_union":
      case "invalid_key":
      case "invalid_element":
        return [{ path, kind: "malformed", wanted: issue.message, given }];
    }
  });
}

function valueAt(body: unknown, path: readonly (string | number)[]): unknown {
  let value: unknown = body;
  for (const part of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, part) as unknown;
  }
  return value;
}
