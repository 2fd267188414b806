import { z } from "zod";
import { type Fault, faultKinds, type FaultKind } from "./fault.ts";
import { promises } from "./trouble.ts";

const writes = { access: "write" } as const;
const reads = { access: "read" } as const;

/** Fault rules by name, for people who want to rehearse trouble. */
export const faultPresets = {
  /** Everything at once, at the rates of a night that one remembers. */
  "bad-night": [
    { kind: "lost-answer", match: writes, rate: 0.08 },
    { kind: "bad-gateway-after-commit", match: writes, rate: 0.08 },
    { kind: "hang", match: writes, rate: 0.03, commits: true },
    { kind: "429", rate: 0.05 },
    { kind: "500", match: writes, rate: 0.05, commits: true },
    { kind: "500", match: reads, rate: 0.05 },
    { kind: "truncated", match: reads, rate: 0.03 },
    { kind: "reset-before", rate: 0.02 },
    { kind: "lagging-list", match: writes, rate: 0.25, ms: 3000 },
  ],
  /** Every fifth write is carried out and never answered. */
  "lost-answers": [
    { kind: "lost-answer", match: writes, rate: 0.15 },
    { kind: "bad-gateway-after-commit", match: writes, rate: 0.05 },
  ],
  /** Every third call is put off, in all three ways of saying so. */
  "rate-limited": [
    { kind: "429", rate: 0.15, retryAfterSeconds: 1 },
    { kind: "429-bare", rate: 0.1 },
    { kind: "429-date", rate: 0.1, retryAfterSeconds: 2 },
  ],
  /** Reads fail in every way that going on asking cures. */
  "flaky-reads": [
    { kind: "500", match: reads, rate: 0.1 },
    { kind: "503-retry-after", match: reads, rate: 0.05 },
    { kind: "truncated", match: reads, rate: 0.05 },
    { kind: "truncated", match: reads, rate: 0.03, abrupt: true },
    { kind: "html", match: reads, rate: 0.03 },
    { kind: "reset-before", match: reads, rate: 0.05 },
    { kind: "slow", match: reads, rate: 0.05, ms: 1500 },
  ],
  /** What stands on which page depends on the call: rows come, leave and change places, and some answers are lost. */
  "moving-list": [
    { kind: "shifted-list", match: reads, rate: 0.5 },
    { kind: "reordered-list", match: reads, rate: 0.2 },
    { kind: "lost-answer", match: writes, rate: 0.1 },
  ],
  /** Lists do not show all that they have, or say what is not so, and some answers are lost. */
  "short-list": [
    { kind: "empty-page", match: reads, rate: 0.2 },
    { kind: "self-naming-page", match: reads, rate: 0.1 },
    { kind: "lost-next", match: reads, rate: 0.1 },
    { kind: "lying-total", match: reads, rate: 0.2 },
    { kind: "lost-answer", match: writes, rate: 0.1 },
  ],
  /** Reads are answered with what is no answer, and pages of lists turned away, each for a moment. */
  "odd-reads": [
    { kind: "blank", match: reads, rate: 0.05 },
    { kind: "no-content", match: reads, rate: 0.03 },
    { kind: "null", match: reads, rate: 0.03 },
    { kind: "maintenance", match: reads, rate: 0.04 },
    { kind: "html", match: reads, rate: 0.03 },
    { kind: "redirect", match: reads, rate: 0.03 },
    { kind: "unauthorized", match: { ...reads, page: "further" }, rate: 0.15, status: 403 },
  ],
  /** What was created shows up in lists five seconds late, and every fourth answer is lost. */
  "lagging-lists": [
    { kind: "lost-answer", match: writes, rate: 0.25 },
    { kind: "lagging-list", match: writes, ms: 5000 },
  ],
  /** Lists say the same in other words, so that what was lost is not found by its words. */
  "rewritten-words": [
    { kind: "lost-answer", match: writes, rate: 0.15 },
    { kind: "bad-gateway-after-commit", match: writes, rate: 0.05 },
    { kind: "rewritten", match: reads },
    { kind: "rewritten", match: writes },
  ],
  /** Groups of licenses are made in part before they are refused. */
  "half-made-group": [
    { kind: "half-made", match: { path: "new-license-request" }, rate: 0.5 },
    { kind: "lost-answer", match: writes, rate: 0.05 },
  ],
  /** Successes that made nothing. */
  "empty-promises": [
    { kind: "empty-promise", match: writes, rate: 0.06 },
    { kind: "empty-promise", match: writes, rate: 0.04, says: "accepted" },
    { kind: "empty-promise", match: writes, rate: 0.06, says: "failure" },
    { kind: "empty-promise", match: writes, rate: 0.06, says: "echo" },
  ],
} as const satisfies Readonly<Record<string, readonly Fault[]>>;

/** The name of a preset. */
export type FaultPresetName = keyof typeof faultPresets;

/** Fault rules, or what is wrong with what was to be read as such. */
export type ParsedFaults =
  | { readonly ok: true; readonly faults: readonly Fault[] }
  | { readonly ok: false; readonly complaints: readonly string[] };

/** Reads fault rules from JSON, such as a file that a person wrote; complaints name the rule and the field. */
export function parseFaults(value: unknown): ParsedFaults {
  if (!Array.isArray(value)) {
    return { ok: false, complaints: ["faults: expected a list of rules"] };
  }
  const parsed = value.map((rule: unknown, index) => parseRule(rule, `rule ${index + 1}`));
  const complaints = parsed.flatMap((rule) => (rule.ok ? [] : rule.complaints));
  if (complaints.length > 0) return { ok: false, complaints };
  return { ok: true, faults: parsed.flatMap((rule) => (rule.ok ? [rule.fault] : [])) };
}

type ParsedRule =
  | { readonly ok: true; readonly fault: Fault }
  | { readonly ok: false; readonly complaints: readonly string[] };

function parseRule(value: unknown, name: string): ParsedRule {
  const parsed = ruleShape.safeParse(value);
  if (!parsed.success) {
    const complaints = parsed.error.issues.map((issue) => {
      const place = [name, ...issue.path.map(String)].join(", ");
      return `${place}: ${issue.message}`;
    });
    return { ok: false, complaints };
  }
  const rule = parsed.data;
  const complaints = [...misfits(rule, name), ...missing(rule, name)];
  return complaints.length > 0 ? { ok: false, complaints } : { ok: true, fault: rule };
}

const count = z.int().min(0);

const ruleShape = z.strictObject({
  kind: z.enum(faultKinds),
  match: z
    .strictObject({
      platform: z.enum(["medallion", "verifiable", "caqh", "files"]).exactOptional(),
      method: z.string().min(1).exactOptional(),
      path: z
        .string()
        .refine((text) => compiled(text) !== undefined, { error: "not a regular expression" })
        .exactOptional(),
      access: z.enum(["read", "write", "sign-in"]).exactOptional(),
      page: z.enum(["first", "further"]).exactOptional(),
    })
    .exactOptional(),
  rate: z.number().min(0).max(1).exactOptional(),
  times: count.exactOptional(),
  after: count.exactOptional(),
  commits: z.boolean().exactOptional(),
  ms: z.number().min(0).exactOptional(),
  retryAfterSeconds: count.exactOptional(),
  status: z.union([z.literal(401), z.literal(403)]).exactOptional(),
  abrupt: z.boolean().exactOptional(),
  says: z.enum(promises).exactOptional(),
});

type Rule = z.infer<typeof ruleShape>;

/** Which kinds an option has a meaning for. */
const kindsOfOption: Readonly<
  Record<"commits" | "ms" | "retryAfterSeconds" | "status" | "abrupt" | "says", readonly FaultKind[]>
> = {
  commits: ["hang", "500", "html", "busy-page", "slow"],
  ms: ["slow", "lagging-list"],
  retryAfterSeconds: ["429", "429-date", "503-retry-after", "busy-page"],
  status: ["unauthorized"],
  abrupt: ["truncated"],
  says: ["empty-promise"],
};

function misfits(rule: Rule, name: string): readonly string[] {
  return Object.entries(kindsOfOption)
    .filter(([option, kinds]) => option in rule && !kinds.includes(rule.kind))
    .map(([option, kinds]) => `${name}, ${option}: only for ${kinds.join(", ")}`);
}

function missing(rule: Rule, name: string): readonly string[] {
  const needsMs = kindsOfOption.ms.includes(rule.kind) && rule.ms === undefined;
  return needsMs ? [`${name}, ms: missing; ${rule.kind} needs it`] : [];
}

function compiled(text: string): RegExp | undefined {
  try {
    return new RegExp(text, "i");
  } catch {
    return undefined;
  }
}
