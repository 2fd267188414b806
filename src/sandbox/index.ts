export { startSandbox } from "./start-sandbox.ts";
export type { Limits, SandboxOptions } from "./context.ts";
export type { Sandbox, SandboxEnv } from "./sandbox.ts";
export type { SeenRequest } from "./seen-request.ts";
export type { SandboxState } from "./state/sandbox-state.ts";
export type {
  Enrollment,
  LicenseKind,
  LicenseRequest,
  Mark,
  MedallionCredentialing,
  RequestRecord,
  VerifiableCredentialing,
} from "./state/sandbox-state.ts";
export type { Quirks } from "./quirks.ts";
export { plainQuirks } from "./quirks.ts";
export type { Limit } from "./http/rolling-window.ts";
export type { PlatformName } from "./http/platform.ts";
export { faultKinds } from "./faults/fault.ts";
export type { Fault, FaultKind, FaultMatch } from "./faults/fault.ts";
export { faultPresets } from "./faults/parse-faults.ts";
export type { FaultPresetName } from "./faults/parse-faults.ts";
export { parseFaults } from "./faults/parse-faults.ts";
export type { ParsedFaults } from "./faults/parse-faults.ts";
export { demoWorld } from "./world/demo-world.ts";
export { generateWorld } from "./world/generate-world.ts";
export type { WorldSize } from "./world/generate-world.ts";
export { npiFrom } from "./world/people.ts";
export type { When } from "./seeded.ts";
export type { World } from "./world/world.ts";
export type * from "./world/world.ts";
export type * from "./world/world.ts";
export type * from "./world/world.ts";
export type { RequestSeed } from "./world/world.ts";
