import { existsSync } from "node:fs";

const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The chromium of this machine, or the one that CHROMIUM names; undefined when there is none. */
export const chromiumPath = [process.env["CHROMIUM"], ...usual].find(
  (path) => path !== undefined && path !== "" && existsSync(path),
);

/** Said in the title of what is skipped. */
export const whySkipped =
  chromiumPath === undefined ? " (skipped: no chromium here; name one in CHROMIUM)" : "";
