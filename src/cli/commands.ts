import { checkCommand } from "./check.ts";
import { columnsCommand } from "./columns.ts";
import type { Command } from "./command.ts";
import { completionCommand } from "./completion.ts";
import { doctorCommand } from "./doctor.ts";
import { exportCommand } from "./export.ts";
import { filesCommand } from "./files.ts";
import { ledgerCommand } from "./ledger.ts";
import { planCommand, statusCommand, syncCommand } from "./run-commands.ts";
import { sandboxCommand } from "./sandbox.ts";
import { templateCommand } from "./template.ts";

/** All commands, in the order of the help. */
export const commands: readonly Command[] = [
  syncCommand,
  planCommand,
  statusCommand,
  checkCommand,
  exportCommand,
  filesCommand,
  ledgerCommand,
  doctorCommand,
  templateCommand,
  columnsCommand,
  sandboxCommand,
  completionCommand,
];
