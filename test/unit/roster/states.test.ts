import { describe, expect, test } from "vitest";
import { isStateTaken, stateCode } from "../../../src/cells/states.ts";

const states = (
  "AK AL AR AZ CA CO CT DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR " +
  "PA RI SC SD TN TX UT VA VT WA WI WV WY DC GU PR VI"
).split(" ");

describe("a state", () => {
  test.each([...states, "MP", "AS"])("is known by its code %s in any letter case", (code) => {
    expect(stateCode(code)).toBe(code);
    expect(stateCode(` ${code.toLowerCase()} `)).toBe(code);
  });

  test("is NA, which exists for enrollments, only where it is written NA!", () => {
    expect([" na! ", "NA!", "NA", "N.A."].map(stateCode)).toEqual(["NA", "NA", undefined, undefined]);
  });

  test.each([
    ["D.C.", "DC"],
    ["d. c.", "DC"],
    ["N.Y.", "NY"],
    ["N.Y", "NY"],
    ["Washington D.C.", "DC"],
    ["California", "CA"],
    ["new york", "NY"],
    ["NORTH CAROLINA", "NC"],
    ["North-Carolina", "NC"],
    ["West  Virginia", "WV"],
    ["Virginia", "VA"],
    ["Washington", "WA"],
    ["Washington, D.C.", "DC"],
    ["Washington DC", "DC"],
    ["District of Columbia", "DC"],
    ["Kansas", "KS"],
    ["Arkansas", "AR"],
    ["Puerto Rico", "PR"],
    ["Guam", "GU"],
    ["U.S. Virgin Islands", "VI"],
    ["Virgin Islands", "VI"],
    ["American Samoa", "AS"],
    ["Northern Mariana Islands", "MP"],
  ])("is known by its name: %s is %s", (name, code) => {
    expect(stateCode(name)).toBe(code);
  });

  test.each(["", "XX", "ZZ", "C", "CAL", "Ontario", "AE", "FM", "constructor", "__proto__", "06"])(
    "is not recognized in %j",
    (text) => {
      expect(stateCode(text)).toBeUndefined();
    },
  );

  test.each(states)("%s is accepted for licenses and for enrollments", (code) => {
    expect([isStateTaken(code, "license"), isStateTaken(code, "enrollment")]).toEqual([true, true]);
  });

  test.each([
    ["MP", "license", "enrollment"],
    ["AS", "license", "enrollment"],
    ["NA", "enrollment", "license"],
  ] as const)("%s is accepted for an %s and not for an %s", (code, taken, refused) => {
    expect([isStateTaken(code, taken), isStateTaken(code, refused)]).toEqual([true, false]);
  });
});
