import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lockFilesOf } from "../../../src/outputs/give-name.ts";
import { temporaryFolder } from "../builders/files.ts";

const path = temporaryFolder();

test.each([
  ["roster.xlsx", ".~lock.roster.xlsx#"],
  ["roster.xlsx", "~$roster.xlsx"],
  ["roster.results.xlsx", "~$ster.results.xlsx"],
])("%s is open where %s is next to it", (name, lock) => {
  const folder = path(`folder of ${lock}`);
  mkdirSync(folder);
  writeFileSync(`${folder}/other.csv`, "");
  writeFileSync(`${folder}/${name}`, "");
  const before = lockFilesOf([`${folder}/${name}`, `${folder}/other.csv`]);
  writeFileSync(`${folder}/${lock}`, "");

  expect(before).toEqual([]);
  expect(lockFilesOf([`${folder}/${name}`, `${folder}/other.csv`, "-"])).toEqual([
    { lock: `${folder}/${lock}`, file: `${folder}/${name}` },
  ]);
});

test("the lock of what a link leads to counts, too", () => {
  const folder = path("links");
  mkdirSync(`${folder}/real`, { recursive: true });
  writeFileSync(`${folder}/real/r.csv`, "");
  writeFileSync(`${folder}/real/.~lock.r.csv#`, "");
  symlinkSync("real/r.csv", `${folder}/link.csv`);

  expect(lockFilesOf([`${folder}/link.csv`])).toEqual([
    { lock: `${folder}/real/.~lock.r.csv#`, file: `${folder}/real/r.csv` },
  ]);
});
