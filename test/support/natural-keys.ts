import type { Sandbox } from "../../src/sandbox/index.ts";

/** What exists on a sandbox by natural key, as the contracts define it; written without a look at the program. */
export function naturalKeys({ state }: Pick<Sandbox, "state">): readonly string[] {
  const fold = (text: string): string =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
      .trim() || text;
  return [
    ...state.licenseRequests.map((one) =>
      ["license", one.provider, one.kind, one.state, one.certificateType, one.durationType].join("|"),
    ),
    ...state.enrollments.map((one) =>
      [
        "enrollment",
        one.resourcetype,
        one.subject,
        one.state,
        one.payerEntity ?? one.payerId ?? fold(one.payerName),
        one.linesOfBusiness.toSorted().join(","),
      ].join("|"),
    ),
    ...state.credentialing.map((one) => ["credentialing", one.provider].join("|")),
    // each specialty of a facility by itself, whatever it travelled with
    ...state.credentialingRequests.flatMap((one) => {
      const specialties = one.entityType === "Facility" ? one.facilitySpecialtyIds : [""];
      return specialties.map((id) => ["verifiable", one.entityType, one.entityId, one.type, id].join("|"));
    }),
  ];
}

/** The natural keys that exist more than once. */
export function doubles(sandbox: Pick<Sandbox, "state">): readonly string[] {
  const keys = naturalKeys(sandbox);
  return keys.filter((key, index) => keys.indexOf(key) !== index);
}
