import { LedgerFileError, LedgerWriteError, messageOf, UserError } from "../../errors.ts";
import type { PostgresAddress } from "./address.ts";

type Shown = Pick<PostgresAddress, "shown" | "user" | "database" | "host">;

/** What was thrown has a code: the server's five letters, or the system's or TLS's word. */
function codeOf(thrown: unknown): string {
  const { code } = thrown as { readonly code?: unknown };
  return typeof code === "string" ? code : "";
}

/** Codes of certificates that do not prove who the server is (Node's documentation of TLS). */
const certificate = /^(?:CERT_|ERR_TLS_CERT|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)/;

/** The server cannot be reached or does not let us in: exit code 2, since nothing was sent. */
export function cannotConnect(thrown: unknown, { shown, user, database, host }: Shown): UserError {
  if (thrown instanceof UserError) return thrown;
  const refused = (says: string, remedy: string): LedgerFileError =>
    new LedgerFileError(`The ledger ${shown} cannot be opened: ${says}.`, remedy, { cause: thrown });
  const code = codeOf(thrown);
  const message = messageOf(thrown);
  if (certificate.test(code) || /alert|certificate/i.test(message))
    return refused(
      `the certificate of the server does not prove that it is ${host} (${code === "" ? message : code})`,
      "Set PGSSLROOTCERT to the certificate of the authority that signed it, and use the host name that the certificate names.",
    );
  if (/does not support SSL/.test(message))
    return refused(
      "the server takes no encrypted connections",
      "Turn on TLS on the server: beyond this machine the connection is always encrypted.",
    );
  switch (code) {
    case "28P01":
    case "28000":
      return refused(
        `the server does not let ${user} in (${message})`,
        "Check the user in the address, PGPASSWORD or PGPASSFILE, and the server's pg_hba.conf.",
      );
    case "3D000":
      return refused(`there is no database ${database}`, "Create it, or correct the address.");
    case "42501":
      return refused(`${user} may not connect to ${database}`, "Grant the user CONNECT on the database.");
    case "53300":
      return refused(
        "the server has no free connection",
        "Run fewer at once, or raise max_connections on the server: a run takes two.",
      );
    case "57P03":
      return refused(`the server is not ready (${message})`, "Wait until it has started.");
    default:
      return refused(
        /timeout expired/.test(message)
          ? "the server did not answer within 10 seconds"
          : messageOrCode(thrown),
        "Check the address, the network, and that the server runs and takes connections from here.",
      );
  }
}

/** Several addresses of one host fail together, with no words of their own. */
function messageOrCode(thrown: unknown): string {
  const message = messageOf(thrown);
  return message === "" ? codeOf(thrown) || "no connection" : message;
}

/** Something failed while the ledger was opened: exit code 2, since nothing was sent. */
export function cannotOpen(thrown: unknown, { shown, user }: Shown): UserError {
  if (thrown instanceof UserError) return thrown;
  const isForbidden = codeOf(thrown) === "42501";
  return new LedgerFileError(
    `The ledger ${shown} cannot be opened: ${messageOrCode(thrown)}.`,
    isForbidden
      ? `Grant ${user} what docs/operations.md lists, or run roster-sync ledger upgrade as the schema's owner.`
      : "Check the server and its log, then run the same command again.",
    { cause: thrown },
  );
}

/** Something failed while a run was at work: exit code 3. Whatever it was, nothing is sent after it. */
export function brokeOff(thrown: unknown, { shown }: Pick<Shown, "shown">): LedgerWriteError {
  if (thrown instanceof LedgerWriteError) return thrown;
  return new LedgerWriteError(
    `The ledger ${shown} was lost: ${whyOf(thrown)}.`,
    "Nothing was sent after that. Run the same command again: it looks for what was under way, and requests nothing twice.",
    { cause: thrown },
  );
}

function whyOf(thrown: unknown): string {
  switch (codeOf(thrown)) {
    case "57P01":
      return "the server ended the connection (57P01)";
    case "57P02":
    case "57P03":
      return "the server was shut down";
    case "53100":
      return "the server's disk is full (53100)";
    case "57014":
      return "the server took too long for a statement (57014)";
    default: {
      const message = messageOrCode(thrown);
      if (message.startsWith("Query read timeout")) return "the server no longer answers";
      return message.startsWith("Connection terminated")
        ? "the connection was closed"
        : message.replace(/\.$/, "");
    }
  }
}
