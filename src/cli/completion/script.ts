import { commands } from "../commands.ts";
import type { shells } from "./define.ts";
import { bashScript } from "./bash.ts";
import { fishScript } from "./fish.ts";
import { powershellScript } from "./powershell.ts";
import { commandWords } from "./words.ts";
import { zshScript } from "./zsh.ts";

/** The completion script of a shell. It holds all words itself, so that pressing Tab starts no program. */
export function completionScript(shell: (typeof shells)[number]): string {
  const words = commandWords(commands);
  switch (shell) {
    case "bash":
      return bashScript(words);
    case "zsh":
      return zshScript(words);
    case "fish":
      return fishScript(words);
    case "powershell":
      return powershellScript(words);
  }
}
