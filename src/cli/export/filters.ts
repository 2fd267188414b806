import { platforms } from "../../platforms/index.ts";

/** The platforms whose lists can be exported. */
export const exporters = platforms.filter(({ exports }) => exports !== undefined);

const common = {
  search: "Name or email contains this",
  provider: "Only for the provider with this id",
  "group-profile": "Only for the group profile with this id",
  before: "Expirations: only what lapses before this day, YYYY-MM-DD",
  state: "Only in this state",
  status: "Only with this status",
  "request-status": "Credentialing: only with this request status",
  "credentialing-status": "Only with this credentialing status",
  "certificate-type": "Licenses: only of this certificate type",
  profession: "Providers: only of this profession",
  "employment-status": "Providers: only with this employment status",
  "created-after": "Only requested on or after this day, YYYY-MM-DD",
  "updated-after": "Only changed on or after this day, YYYY-MM-DD",
} as const;

/** The platforms' own filters, by the flags that name them. */
export const exportFilters: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(common).flatMap(([flag, describe]) => [
    [flag, describe],
    ...exporters.flatMap(({ exportFilters: own = {} }) =>
      Object.entries(own).flatMap(([theirs, { after, describe: says }]) =>
        after === flag ? [[theirs, says]] : [],
      ),
    ),
  ]),
);
