import { describe, expect, test } from "vitest";
import type { Attributes } from "../../../../src/ledger/entry.ts";
import { licenseMatchRank, withoutWords } from "../../../../src/platforms/medallion/license-match.ts";
import { remote } from "../../builders/requests.ts";

const wanted: Attributes = { field: "license_states", state: "CA", certificate_type: "NP" };
const listed: Attributes = {
  state: "CA",
  registration: "state",
  certificate_type: "NP",
  duration_type: "permanent",
};

/** How well a listed request with these differences fits a wanted one with those. */
function rank(workItem: Attributes, list: Attributes): number {
  return licenseMatchRank({ ...wanted, ...workItem }, remote({ attributes: { ...listed, ...list } }));
}

describe("a listed license request", () => {
  test.each<[string, Attributes, Attributes]>([
    ["of the same state, kind and certificate type", {}, {}],
    ["of the same duration", { duration_type: "temporary" }, { duration_type: "temporary" }],
    ["that leaves the duration out", { duration_type: "temporary" }, { duration_type: undefined }],
    [
      "that is permanent, where the row does not say",
      { duration_type: undefined },
      { duration_type: "permanent" },
    ],
    ["that leaves the registration out", {}, { registration: undefined }],
    ["that leaves the certificate type out", {}, { certificate_type: undefined }],
    ["that includes the authority to prescribe", {}, { rx_authority: "rx_included" }],
    ["of the DEA", { field: "dea_states" }, { registration: "dea" }],
    [
      "of the DEA, by certificate type",
      { field: "dea_states" },
      { registration: undefined, certificate_type: "dea" },
    ],
    ["of controlled substances", { field: "csr_states" }, { registration: "state_controlled" }],
    ["of a registered nurse", { field: "rn_states" }, { certificate_type: "RN" }],
    ["of a registered nurse, under the row's own type", { field: "rn_states" }, {}],
    ["to prescribe", { field: "prescriptive_authority_states" }, { rx_authority: "prescriptive_authority" }],
    [
      "to prescribe, by its duration",
      { field: "prescriptive_authority_states" },
      { duration_type: "prescriptive_authority" },
    ],
    ["of autonomy", { field: "autonomous_registration_states" }, { rx_authority: "autonomous_registration" }],
    [
      "of autonomy, by its duration",
      { field: "autonomous_registration_states" },
      { duration_type: "autonomous_registration" },
    ],
    [
      "to prescribe by a checkbox",
      { field: "prescriptive_authority_checkbox_selected_states" },
      { rx_authority: "checkbox_selected" },
    ],
  ])("%s fits", (_what, workItem, list) => {
    expect(rank(workItem, list)).toBeGreaterThan(0);
  });

  test.each<[string, Attributes, Attributes]>([
    ["of another state", {}, { state: "NY" }],
    ["of no state", {}, { state: undefined }],
    ["of another certificate type", {}, { certificate_type: "MD" }],
    ["of a type that differs in letter case", { certificate_type: "LAc" }, { certificate_type: "LAC" }],
    ["of another duration", {}, { duration_type: "temporary" }],
    [
      "that is permanent, where the row wants another",
      { duration_type: "training" },
      { duration_type: "permanent" },
    ],
    ["of the DEA, for a plain license", {}, { registration: "dea" }],
    ["of controlled substances, for a plain license", {}, { registration: "state_controlled" }],
    ["that is plain, for the DEA", { field: "dea_states" }, {}],
    ["that is plain, for controlled substances", { field: "csr_states" }, {}],
    ["of the DEA, for controlled substances", { field: "csr_states" }, { registration: "dea" }],
    [
      "of the DEA, for a registered nurse",
      { field: "rn_states" },
      { registration: "dea", certificate_type: "RN" },
    ],
    ["to prescribe, for a plain license", {}, { rx_authority: "prescriptive_authority" }],
    ["to prescribe by duration, for a plain license", {}, { duration_type: "prescriptive_authority" }],
    ["of autonomy, for a plain license", {}, { rx_authority: "autonomous_registration" }],
    ["of another profession, for a registered nurse", { field: "rn_states" }, { certificate_type: "MD" }],
    ["that is plain, for prescribing", { field: "prescriptive_authority_states" }, {}],
    [
      "of autonomy, for prescribing",
      { field: "prescriptive_authority_states" },
      { rx_authority: "autonomous_registration" },
    ],
    [
      "to prescribe, for a checkbox",
      { field: "prescriptive_authority_checkbox_selected_states" },
      { rx_authority: "prescriptive_authority" },
    ],
    ["of a registered nurse, for the plain license of another", {}, { certificate_type: "RN" }],
  ])("%s does not fit", (_what, workItem, list) => {
    expect(rank(workItem, list)).toBe(0);
  });

  test("fits better when it says its certificate type than when it leaves it out", () => {
    expect(rank({}, {})).toBeGreaterThan(rank({}, { certificate_type: undefined }));
  });

  test("of a registered nurse fits the nurse's license best", () => {
    const nurse = { certificate_type: "RN" };

    expect(rank({ field: "rn_states" }, nurse)).toBeGreaterThan(rank({ field: "rn_states" }, {}));
    expect(rank({ field: "rn_states", ...nurse }, nurse)).toBeGreaterThan(rank(nurse, nurse));
    expect(rank({}, {})).toBeGreaterThan(rank({ field: "rn_states" }, {}));
  });
});

describe("a listed license request without the words of the list's own", () => {
  const kept = (attributes: Attributes): Attributes => withoutWords(remote({ attributes })).attributes;

  test.each<[string, Attributes]>([
    ["a known certificate type", { state: "CA", certificate_type: "NP" }],
    ["the DEA in the place of a certificate type", { state: "CA", certificate_type: "dea" }],
    ["a controlled substance in the place of one", { state: "CA", certificate_type: "State Controlled" }],
    ["a known duration", { state: "CA", duration_type: "temporary" }],
    ["neither", { state: "CA" }],
  ])("keeps %s", (_what, attributes) => {
    expect(kept(attributes)).toEqual(attributes);
  });

  test.each<[string, Attributes]>([
    ["a profession", { state: "CA", certificate_type: "Wizard of the second class" }],
    ["a duration", { state: "CA", duration_type: "until further notice" }],
  ])("leaves out %s in words of its own", (_what, attributes) => {
    expect(kept(attributes)).toEqual({ state: "CA" });
  });
});
