import { readFileSync } from "node:fs";

/** The words that the platforms' own descriptions (test/contracts) know, by what they are about. */
export const contractStatuses = {
  enrollmentCategories: knownValues("medallion", "PesrBase", "properties", "status_category"),
  enrollment: knownValues("medallion", "PesrStatusProvider"),
  license: knownValues("medallion", "LicenseRequestStatusOpenOrNull"),
  credentialing: [
    ...knownValues("medallion", "CredentialingRequestBase", "properties", "request_status"),
    ...knownValues("medallion", "CredentialingRequestBase", "properties", "status"),
  ],
  verifiable: knownValues("verifiable", "CredentialingRequestEventModel", "properties", "status"),
} as const;

function knownValues(platform: "medallion" | "verifiable", ...path: readonly string[]): readonly string[] {
  const file = new URL(`../../contracts/${platform}.openapi.json`, import.meta.url);
  let at: unknown = JSON.parse(readFileSync(file, "utf8"));
  for (const name of ["components", "schemas", ...path]) at = (at as Record<string, unknown>)[name];
  const schema = at as { readonly enum?: readonly string[]; readonly "x-known-values"?: readonly string[] };
  const values = schema.enum ?? schema["x-known-values"];
  if (values === undefined) throw new Error(`${platform} lists no values for ${path.join(".")} any more`);
  return values;
}
