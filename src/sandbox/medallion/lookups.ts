import type { SandboxContext } from "../context.ts";
import { contains, equals, oneOf } from "../http/filters.ts";
import type { Filters } from "../http/filters.ts";
import type { Route } from "../http/router.ts";
import type { GroupProfile, LineOfBusiness, Practice } from "../world/medallion-world.ts";
import { licenseStates } from "./codes.ts";
import { groupRow, practiceRow } from "./lookup-rows.ts";
import { listPage } from "./paging.ts";

/** The lists by which names become ids: group profiles, practices, lines of business, facilities. */
export function lookupRoutes(context: SandboxContext): readonly Route[] {
  const { groupProfiles, practices, linesOfBusiness } = context.world.medallion;
  return [
    {
      method: "GET",
      path: "/p/api/v1/group-profiles/",
      answer: (call) =>
        listPage(context, call, {
          rows: groupProfiles,
          filters: groupFilters(context),
          show: (group) => groupRow(context, group),
        }),
    },
    {
      method: "GET",
      path: "/api/v1/org/practices/",
      answer: (call) =>
        listPage(context, call, {
          rows: practices,
          filters: practiceFilters(context),
          show: (practice) => practiceRow(context, practice),
        }),
    },
    {
      method: "GET",
      path: "/p/api/v1/lines-of-business/",
      answer: (call) =>
        listPage(context, call, { rows: linesOfBusiness, filters: lineFilters, show: (line) => line }),
    },
    {
      method: "GET",
      path: "/p/api/v1/facilities/",
      answer: (call) => listPage(context, call, { rows: [], filters: {}, show: (none) => none }),
    },
  ];
}

const lineFilters: Filters<LineOfBusiness> = {
  id: equals((line) => line.id),
  search: contains((line) => line.label),
};

/** Whether `name` finds parts of names is not documented, so both ways can be had. */
function groupFilters(context: SandboxContext): Filters<GroupProfile> {
  const byName = context.quirks.groupNameFilter === "exact" ? equals : contains;
  return {
    id: equals((group) => group.id),
    name: byName((group: GroupProfile) => group.name),
    npi: equals((group) => group.npi),
    search: contains((group) => [group.name, group.dbaName ?? ""]),
  };
}

/** There is no filter by name: `search` finds parts of names, and names repeat. */
function practiceFilters(context: SandboxContext): Filters<Practice> {
  return {
    id: equals((practice) => practice.id),
    search: contains((practice) => [practice.name, practice.city, practice.line1]),
    provider: (values) => {
      const ids = context.providers.get(values.at(-1) ?? "")?.practiceIds ?? [];
      return (practice) => ids.includes(practice.id);
    },
    group_profile: equals((practice) => practice.groupProfileIds),
    address_state: oneOf(licenseStates, (practice) => practice.state),
  };
}
