import { z } from "zod";
import { promises } from "./empty-promise.ts";
import { faultKinds } from "./fault.ts";
import type { Fault, FaultKind } from "./fault.ts";

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
