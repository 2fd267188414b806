import { exitCodes } from "../errors.ts";
import type { Command } from "./command.ts";

/** Two rows that show the columns which most rosters need; people and numbers are invented. */
const template = `first_name,last_name,email,npi,caqh_provider_id,certificate_type,license_states,dea_states,payer_name,payer_states,lines_of_business,is_medallion_owned,credentialing,is_self_managed
Avery,Example,avery.example@example.test,2000000010,12345678,MD,CA; NV,CA,,,,yes,,
Blake,Sample,blake.sample@example.test,2000000028,,,,,Example Health Plan,TX,Commercial,no,medallion,
`;

/** `template`: a starter roster on stdout. */
export const templateCommand: Command = {
  usage: "template",
  describe: "Print a starter roster",
  flags: [],
  examples: [["template > roster.csv", "Begin a roster"]],
  run: async (_args, _options, runtime) => {
    await runtime.stdout.writeAll(template);
    return exitCodes.done;
  },
};
