import { askLabel, licenseWord, type Ask } from "../roster/ask.ts";

/** What a request is called where a change of its status is told: `enrollment TX`, `license CA`, `credentialing`. */
export function changeLabel(ask: Ask): string {
  switch (ask.kind) {
    case "medallion.license":
      return `${licenseWord(ask.field)} ${ask.state}`;
    case "medallion.enrollment":
      return `enrollment ${ask.state}`;
    case "medallion.credentialing":
    case "verifiable.credentialing":
      return askLabel(ask);
  }
}
