import { exitCodes } from "../errors.ts";
import type { Command } from "./command.ts";

/**
 * Two rows that show the columns which most rosters need. The people are invented; the sandbox knows them, so that the
 * starter can be tried as it is.
 */
const template = `first_name,last_name,email,npi,caqh_provider_id,certificate_type,license_states,dea_states,payer_name,payer_states,lines_of_business,is_medallion_owned,credentialing,is_self_managed
Amara,Okafor,amara.okafor@example.test,2450079191,12400131,MD,CA; NV,CA,,,,yes,,
Benjamin,Castellano,benjamin.castellano@example.test,2450158383,,,,,Example Health Plan,TX,Commercial,no,medallion,
`;

/** `template`: a starter roster on stdout. */
export const templateCommand: Command = {
  usage: "template",
  describe: "Print a starter roster",
  onlyTells: true,
  flags: [],
  examples: [["template > roster.csv", "Begin a roster"]],
  run: async (_args, _options, runtime) => {
    await runtime.stdout.writeAll(template);
    return exitCodes.done;
  },
};
