/** What the environment says about a ledger on PostgreSQL; the names are those of PostgreSQL's own programs. */
export const postgresVariables = {
  PGPASSWORD: { describe: "the password for a ledger on PostgreSQL" },
  PGPASSFILE: { describe: "or: a file with it, as PostgreSQL's own programs read it" },
  PGUSER: {
    describe: "the user of a ledger on PostgreSQL, where its address names none",
    otherwise: "the system's user",
  },
  PGSSLROOTCERT: {
    describe: "certificates that the PostgreSQL server's is verified by",
    otherwise: "those of Node.js",
  },
} as const;
