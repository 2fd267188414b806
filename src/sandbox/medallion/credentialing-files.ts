import type { SandboxContext } from "../context.ts";
import { contains, oneOf, type Filters } from "../http/filters.ts";
import { json, type Route } from "../http/platform.ts";
import type { MedallionCredentialing } from "../state/records.ts";
import { fileRow, hasFile } from "./credentialing.ts";
import { notFound } from "./errors.ts";
import { listPage } from "./paging.ts";
import { fullName } from "./providers.ts";

const path = "/p/api/v1/organizations/:organization/credentialing-files/";

/** The files that come of credentialing requests; their ids are not the ids of the requests. */
export function credentialingFileRoutes(context: SandboxContext): readonly Route[] {
  const files = (): readonly MedallionCredentialing[] => context.stores.credentialing.rows.filter(hasFile);
  const filters: Filters<MedallionCredentialing> = {
    credentialing_status: oneOf(
      ["clear", "incomplete", "needs_attention"],
      (request) => request.credentialingStatus,
    ),
    search: contains(({ provider: id }) => {
      const provider = context.providers.get(id);
      return provider === undefined ? "" : fullName(provider);
    }),
  };
  return [
    {
      method: "GET",
      path,
      answer: (call) =>
        listPage(context, call, {
          rows: files(),
          filters,
          show: (request) => fileRow(context, request),
        }),
    },
    {
      method: "GET",
      path: `${path}:id/`,
      answer: (_call, id) => {
        const request = files().find(({ fileId }) => fileId === id);
        return request === undefined ? notFound() : json(200, fileRow(context, request));
      },
    },
  ];
}
