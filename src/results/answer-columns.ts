import type { LedgerEntry } from "../ledger/entry.ts";
import type { Work } from "../roster/request-spec.ts";
import type { ResultColumn } from "../roster/columns.ts";

type Read = (entry: LedgerEntry | undefined) => string | undefined;

const id: Read = (entry) => entry?.remoteId;
const status: Read = (entry) => entry?.status;

/** Which columns tell what of the requests of each kind of work, the ids first. */
export const columnsOf: Readonly<Partial<Record<Work, Readonly<Partial<Record<ResultColumn, Read>>>>>> = {
  licenses: { license_request_ids: id, license_request_statuses: status },
  enrollments: {
    enrollment_request_ids: id,
    enrollment_statuses: status,
    enrollment_status_reasons: (entry) => entry?.statusReason,
  },
  credentialing: {
    credentialing_request_id: id,
    credentialing_request_status: status,
    credentialing_status: (entry) => entry?.details?.["credentialing_status"],
    credentialing_file_id: (entry) => entry?.details?.["credentialing_file_id"],
  },
};

/** The columns that answers to requests stand in. */
export const requestColumns = Object.values(columnsOf).flatMap(
  (columns) => Object.keys(columns) as ResultColumn[],
);
