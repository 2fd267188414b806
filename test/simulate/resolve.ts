import type { Imitation } from "../../src/sandbox/sandbox.ts";
import { onPlatforms, type Row } from "../edits/reference.ts";

/** What a person finds out about a request that the program could not settle, and tells it. */
export interface Finding {
  /** As the ledger has it. */
  readonly key: string;
  /** The id of the request where there is one. */
  readonly id: string | undefined;
}

/** Does what the rows ask a person to do: looks at the platform for each request that nobody knows the end of. */
export function findingsOn(rows: readonly Row[], platforms: Imitation): readonly Finding[] {
  const unknown = rows.filter((row) => row["sync_result"] === "unknown");
  const keys = unknown.flatMap((row) =>
    [...(row["sync_error"] ?? "").matchAll(/ledger resolve '([^']+)'/g)].map(([, key]) => key ?? ""),
  );
  return [...new Set(keys)].flatMap((key): readonly Finding[] => {
    const ids = [...onPlatforms(platforms)].flatMap(([id, record]) => (isAbout(key, record.key) ? [id] : []));
    // with several a person would look more closely
    return ids.length > 1 ? [] : [{ key, id: ids[0] }];
  });
}

/** Whether a key of the ledger and one of the platform's requests speak of the same. */
function isAbout(ledgerKey: string, naturalKey: string): boolean {
  const known = new Set(ledgerKey.toLowerCase().split(/[|:]/));
  const [kind = "", ...parts] = naturalKey.toLowerCase().split("|");
  switch (kind) {
    case "license": {
      const [provider, field, state, certificate] = parts;
      return [provider, `${field}_states`, state, certificate].every((part) => known.has(part ?? ""));
    }
    case "enrollment": {
      const [, subject, state, payer] = parts;
      return [subject, state, payer].every((part) => known.has(part ?? ""));
    }
    case "credentialing":
      return known.has("credentialing") && known.has(parts[0] ?? "");
    default: {
      const [, entity, type] = parts;
      return known.has(entity ?? "") && known.has(type ?? "");
    }
  }
}
