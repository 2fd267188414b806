import { checkCommand } from "./check/define.ts";
import { columnsCommand } from "./columns/define.ts";
import type { Command } from "./command.ts";
import { completionCommand } from "./completion/define.ts";
import { doctorCommand } from "./doctor/define.ts";
import { exportCommand } from "./export/define.ts";
import { filesCommand } from "./files/define.ts";
import { ledgerCommand } from "./ledger/define.ts";
import { sandboxCommand } from "./sandbox/define.ts";
import { planCommand, statusCommand, syncCommand } from "./sync/define.ts";
import { templateCommand } from "./template/define.ts";

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
