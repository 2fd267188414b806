/** The invented credentials that the sandbox takes; nothing else opens it. */
export const credentials = {
  MEDALLION_API_KEY: "sandbox-medallion-key-7f3d1c",
  VERIFIABLE_EMAIL: "roster.bot@example.test",
  VERIFIABLE_PASSWORD: "sandbox-verifiable-password-41b9",
  VERIFIABLE_CLIENT_ID: "5a0dbf5e-3c3e-4c0b-9d53-1f6b0c2a7e11",
  VERIFIABLE_CLIENT_SECRET: "sandbox-verifiable-secret-c87e",
  CAQH_USERNAME: "sandbox-caqh-user",
  CAQH_PASSWORD: "sandbox-caqh-password-90aa",
} as const;
