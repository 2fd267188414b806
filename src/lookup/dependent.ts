import type { OpenPlatform } from "../platforms/definition.ts";
import type { Answers, Resource } from "../platforms/platform.ts";
import { pages } from "../database/pages.ts";
import type { StagedSpec } from "../staging/staged-rows.ts";
import type { Staging } from "../staging/staging.ts";

/**
 * Asks what can only be asked once something else is answered: which specialty a facility has, once the facility
 * is known. Answers how many queries are new.
 */
export function askFurther(platform: OpenPlatform, staging: Staging): number {
  let added = 0;
  for (const resource of platform.resources) added += askFurtherOf(resource, staging);
  return added;
}

function askFurtherOf(resource: Resource, staging: Staging): number {
  if (resource.dependentReferences === undefined) return 0;
  let added = 0;
  const undecided = (after: number): readonly StagedSpec[] =>
    staging.rows.undecided(resource.kind, after, 200);
  for (const specs of pages(0, undecided, ({ id }) => id)) {
    for (const { id, spec, references } of specs) {
      const outcomes = staging.queries.outcomes(references);
      if (outcomes.some(({ answer }) => answer === undefined)) continue;
      const further = resource.dependentReferences(spec, answersOf(outcomes));
      // they were added in an earlier round
      if (further.length === 0 || references.some(({ role }) => further.some((each) => each.role === role)))
        continue;
      const numbered = further.map(({ role, query, fills }) => ({
        role,
        query: staging.queries.numberOf(query),
        fills,
      }));
      staging.rows.setReferences(id, [...references, ...numbered]);
      added += numbered.length;
    }
  }
  return added;
}

/** The answers that there are, by role. */
export function answersOf(
  references: readonly { readonly role: string; readonly answer: string | undefined }[],
): Answers {
  const answers = new Map<string, string[]>();
  for (const { role, answer } of references) {
    if (answer !== undefined) answers.set(role, [...(answers.get(role) ?? []), answer]);
  }
  return answers;
}
