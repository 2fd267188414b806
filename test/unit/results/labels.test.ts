import { describe, expect, test } from "vitest";
import type { Ask } from "../../../src/roster/request-spec.ts";
import { changeLabel } from "../../../src/results/labels.ts";
import { rowOf, npi } from "../builders/rows.ts";

describe("a change of a status", () => {
  const { asks } = rowOf({
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
  const labels = asks.map(({ ask }) => changeLabel(ask));

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
    const ask: Ask = {
      kind: "verifiable.credentialing",
      subject: "provider",
      selfManaged: true,
      facilitySpecialties: [],
    };

    expect(changeLabel(ask)).toBe("credentialing");
  });
});
