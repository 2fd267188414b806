import { describe, expect, test } from "vitest";
import { changeLabel } from "../../../src/platforms/catalog.ts";
import type { CredentialingSpec } from "../../../src/platforms/verifiable/credentialing-kind.ts";
import { rowOf, npi } from "../builders/rows.ts";

describe("a change of a status", () => {
  const { specs } = rowOf({
    npi,
    certificate_type: "NP",
    license_states: "CA",
    dea_states: "NY",
    prescriptive_authority_states: "WA",
    payer_name: "Aetna",
    payer_states: "TX",
    credentialing: "medallion",
    is_medallion_owned: "yes",
  });
  const labels = specs.map(({ spec }) => changeLabel(spec));

  test("names the request by what it is and where", () => {
    expect(labels).toEqual([
      "license CA",
      "dea NY",
      "prescriptive_authority WA",
      "enrollment TX",
      "credentialing",
    ]);
  });

  test("names Verifiable's credentialing like Medallion's", () => {
    const spec: CredentialingSpec = {
      kind: "verifiable.credentialing",
      subject: "provider",
      selfManaged: true,
      facilitySpecialties: [],
    };

    expect(changeLabel(spec)).toBe("credentialing");
  });
});
