import { test } from "vitest";
import { expectKilledJobDone } from "../support/killed-job.ts";

test(
  "a job that is killed again and again on a bad night requests everything once and loses no row",
  { timeout: 120_000 },
  () => expectKilledJobDone(1, "bad night"),
);
