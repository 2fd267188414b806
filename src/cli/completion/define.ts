import type { Argv } from "yargs";
import { exitCodes } from "../../errors.ts";
import type { Command } from "../command.ts";

/** The shells that a script can be printed for. */
export const shells = ["bash", "zsh", "fish", "powershell"] as const;

/** `completion`: a script that completes commands, flags, values and files. */
export const completionCommand: Command = {
  usage: "completion <shell>",
  describe: "Print a completion script for bash, zsh, fish or PowerShell",
  onlyTells: true,
  flags: [],
  examples: [
    ["completion bash >> ~/.bashrc", "bash"],
    ["completion zsh > ~/.zfunc/_roster-sync", "zsh, where ~/.zfunc is in $fpath"],
    ["completion fish > ~/.config/fish/completions/roster-sync.fish", "fish"],
    ["completion powershell >> $PROFILE", "PowerShell"],
  ],
  define: (builder: Argv) => builder.positional("shell", { choices: shells, describe: "Which shell" }),
  run: async (args, _options, runtime) => {
    const { completionScript } = await import("./script.ts");
    const shell = shells.find((known) => known === args["shell"]) ?? "bash";
    await runtime.stdout.writeAll(completionScript(shell));
    return exitCodes.done;
  },
};
