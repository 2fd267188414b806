import { createInterface } from "node:readline";
import type { PlannedCreates } from "../approval.ts";
import type { Progress } from "../progress/progress.ts";
import type { Asking } from "../session.ts";
import type { Runtime } from "../runtime.ts";

/** The person at the terminal. Whatever is not a clear yes is a no. */
export function personAt(runtime: Runtime, agreed: boolean, progress: Progress): Asking {
  const put = (text: string): Promise<boolean> => progress.pausedFor(() => ask(text, runtime));
  return {
    beforeSending: agreed ? undefined : (plans) => put(question(plans)),
    afterCanary: () => put("The canary was sent. Send the rest? [y/N] "),
  };
}

function question(plans: readonly PlannedCreates[]): string {
  const lines = plans.flatMap(({ platform, kinds }) =>
    kinds.map(({ what, count }) => `${platform}: ${count} ${what} would be created`),
  );
  return `${lines.join("\n")}\nSend them? [y/N] `;
}

async function ask(text: string, { stdin, stderr, interrupted }: Runtime): Promise<boolean> {
  stderr.write(text);
  const lines = createInterface({ input: stdin });
  try {
    const answer = await new Promise<string>((answered) => {
      lines.once("line", answered);
      lines.once("close", () => answered(""));
      interrupted.addEventListener("abort", () => answered(""), { once: true });
    });
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
