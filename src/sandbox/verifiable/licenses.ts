import type { SandboxContext } from "../context.ts";
import { contains, equals, flag, isUuid, oneOf, type Filters, json, type Route } from "../http/platform.ts";
import { uuidOf, dayMs, dayOf, ticksOf } from "../seeded.ts";
import type { VerifiableLicenseOnFile } from "../state/on-file.ts";
import { providerModel } from "./providers.ts";
import { cursorPage, problem } from "./replies.ts";

/** The licenses of all providers, and those of one as a bare array, whose rows have other fields. */
export function licenseRoutes(context: SandboxContext): readonly Route[] {
  const { verifiableLicenses } = context.stores;
  const { providers } = context.world.verifiable;
  const nameOf = ({ provider }: VerifiableLicenseOnFile): string => {
    const found = providers.find(({ id }) => id === provider);
    return found === undefined ? "" : `${found.firstName} ${found.lastName}`;
  };
  const filters: Filters<VerifiableLicenseOnFile> = {
    providerName: contains(nameOf),
    licenseState: equals(({ state }) => state),
    licenseType: isUuid(({ typeName }) => typeIdOf(typeName)),
    licenseStatus: oneOf(statusWords, (license) => ["All", statusOf(context, license)]),
    providerDeactivated: flag(
      ({ provider }) => providers.find(({ id }) => id === provider)?.deactivated ?? false,
    ),
  };
  return [
    {
      method: "GET",
      path: "/provider-licenses",
      answer: (call) =>
        cursorPage(context, call, {
          rows: verifiableLicenses.rows,
          filters,
          sortKeys: {
            LicenseExpirationDate: ({ expiresMs }) => (expiresMs === null ? "9999" : ticksOf(expiresMs)),
            LicenseState: ({ state }) => state,
            ProviderFirstName: nameOf,
            ProviderLastName: (license) => nameOf(license).split(" ").at(-1) ?? "",
          },
          show: (license) => ({ provider: baseOf(context, license.provider), license: listed(license) }),
        }),
    },
    {
      method: "GET",
      path: "/providers/:id/licenses",
      answer: (_call, id) =>
        providers.some((provider) => provider.id === id)
          ? json(200, verifiableLicenses.rows.filter(({ provider }) => provider === id).map(attached))
          : problem(404, "There is no such provider."),
    },
  ];
}

const statusWords = [
  "None",
  "Active",
  "Expired",
  "ExpiresSoon",
  "DisciplinaryActions",
  "Found",
  "NotFound",
  "UnableToVerify",
  "NeedsReview",
  "All",
];

function statusOf(context: SandboxContext, { expiresMs }: VerifiableLicenseOnFile): string {
  if (expiresMs === null) return "Found";
  if (expiresMs < context.now()) return "Expired";
  return expiresMs - context.now() < 90 * dayMs ? "ExpiresSoon" : "Active";
}

function typeIdOf(name: string): string {
  return uuidOf(`license type ${name}`);
}

const baseFields = [
  "id",
  "firstName",
  "lastName",
  "dateOfBirth",
  "ssn",
  "credentialingStatus",
  "credentialedDate",
  "nextCredentialingDate",
  "npi",
  "deactivated",
];

/** The provider inside a license row: fewer fields than elsewhere, personal ones among them. */
function baseOf(context: SandboxContext, id: string): unknown {
  const provider = context.world.verifiable.providers.find((row) => row.id === id);
  if (provider === undefined) return null;
  const model = Object.entries(providerModel(context, provider) as Record<string, unknown>);
  return Object.fromEntries(model.filter(([name]) => baseFields.includes(name)));
}

function listed(license: VerifiableLicenseOnFile): unknown {
  const { id, provider, number, state, status, issuedMs, expiresMs, typeName } = license;
  return {
    providerId: provider,
    number,
    state,
    isPrimary: false,
    id,
    isCurrentlyPracticing: true,
    status,
    issueDate: ticksOf(issuedMs),
    expiryDate: expiresMs === null ? null : ticksOf(expiresMs),
    verificationStatus: "Verified",
    licenseTypeId: typeIdOf(typeName),
    licenseTypeName: typeName,
    approvedStatus: "Yes",
    restrictionStatus: "Unrestricted",
  };
}

function attached(license: VerifiableLicenseOnFile): unknown {
  const { id, provider, number, state, status, issuedMs, expiresMs, typeName } = license;
  return {
    id,
    providerId: provider,
    ...(number === null ? {} : { licenseNumber: number }),
    state,
    jobStatus: "Idle",
    currentVerificationStatus: "Found",
    currentVerification: {
      id: uuidOf(`verification ${id}`),
      status: "Found",
      trigger: "Manual",
      started: ticksOf(issuedMs),
      correctResultIndex: 0,
      results: [
        {
          licenseType: typeName,
          licenseStatus: status,
          ...(number === null ? {} : { licenseNumber: number }),
          issued: ticksOf(issuedMs),
          ...(expiresMs === null ? {} : { expires: `${dayOf(expiresMs)}T00:00:00.0000000Z` }),
        },
      ],
    },
    restrictionStatus: "Unrestricted",
    approvedStatus: "Yes",
    isPrimary: false,
    isCurrentlyPracticing: true,
    licenseType: { id: typeIdOf(typeName), name: typeName, aliases: [], abbreviations: [] },
  };
}
