import type { SandboxContext } from "../context.ts";
import { contains, flag, isUuid, type Filters } from "../http/filters.ts";
import { json, type Route } from "../http/platform.ts";
import type { Facility, FacilitySpecialty, FacilityTaxonomy } from "../world/verifiable-world.ts";
import { cursorPage } from "./paging.ts";
import { problem } from "./problem.ts";
import { facilityModel } from "./providers.ts";

/** Facilities, their taxonomies and their specialties. */
export function facilityRoutes(context: SandboxContext): readonly Route[] {
  const { facilities, facilityTaxonomies, facilitySpecialties } = context.world.verifiable;
  const find = (id: string): Facility | undefined => facilities.find((row) => row.id === id);
  return [
    {
      method: "GET",
      path: "/facilities",
      answer: (call) =>
        cursorPage(context, call, {
          rows: facilities,
          filters: facilityFilters,
          sortKeys: { Id: ({ id }) => id, Name: ({ name }) => name },
          show: (facility) => facilityModel(context, facility),
        }),
    },
    {
      method: "GET",
      path: "/facilities/taxonomies",
      answer: (call) =>
        cursorPage(context, call, {
          rows: facilityTaxonomies,
          filters: taxonomyFilters,
          sortKeys: { Id: ({ id }) => id, Code: ({ code }) => code },
          show: (taxonomy) => taxonomy,
        }),
    },
    {
      method: "GET",
      path: "/facilities/:id",
      answer: (_call, id) => {
        const facility = find(id);
        return facility === undefined ? absent() : json(200, facilityModel(context, facility));
      },
    },
    {
      method: "GET",
      path: "/facilities/:id/specialties",
      answer: (call, id) =>
        find(id) === undefined
          ? absent()
          : cursorPage(context, call, {
              rows: facilitySpecialties.filter(({ facilityId }) => facilityId === id),
              filters: specialtyFilters,
              sortKeys: { TaxonomyId: ({ taxonomyId }) => taxonomyId },
              show: (specialty) => ({ ...specialty, recredentialedDates: [] }),
            }),
    },
    {
      method: "GET",
      path: "/facilities/:id/specialties/:other",
      answer: (_call, id, other) => {
        const specialty = facilitySpecialties.find((row) => row.facilityId === id && row.id === other);
        // The description documents 201 for this read.
        return specialty === undefined ? absent() : json(201, specialty);
      },
    },
  ];
}

/** There is no filter by NPI, tax id or zip code; how `name` matches is not documented. */
const facilityFilters: Filters<Facility> = {
  name: contains((facility) => facility.name),
  deactivated: flag((facility) => facility.deactivated ?? false),
  parentFacilityId: isUuid((facility) => facility.parentFacilityId),
};

/** Both match parts, whatever the case, as the prose says. */
const taxonomyFilters: Filters<FacilityTaxonomy> = {
  code: contains((taxonomy) => taxonomy.code),
  name: contains((taxonomy) => taxonomy.name),
};

const specialtyFilters: Filters<FacilitySpecialty> = {
  taxonomyId: isUuid((specialty) => specialty.taxonomyId),
};

function absent(): ReturnType<typeof problem> {
  return problem(404, "There is no such facility.");
}
