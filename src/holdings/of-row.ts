import { platformOf, type AskKind } from "../roster/ask.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Holding, HoldingPlatform } from "./holding.ts";

/** The ids of whom a row is about. */
export interface RowIds {
  readonly medallionProvider: string;
  readonly medallionGroup: string;
  readonly verifiableProvider: string;
}

/**
 * What the ledger knows of the one whom a row is about, on both platforms: of the provider, or of the group where the
 * row names no provider. Ids are blank where the row has none.
 */
export async function holdingsOfRow(
  { medallionProvider, medallionGroup, verifiableProvider }: RowIds,
  { holdings }: Pick<Ledger, "holdings">,
): Promise<readonly Holding[]> {
  const of = async (platform: HoldingPlatform, subject: string): Promise<readonly Holding[]> =>
    subject === "" ? [] : holdings.of(platform, subject);
  return [
    ...(await of("medallion", medallionProvider === "" ? medallionGroup : medallionProvider)),
    ...(await of("verifiable", verifiableProvider)),
  ];
}

/** The platform whose word counts where both know a license: the one that the row's requests go to. */
export function preferredPlatform({ asks }: { readonly asks: readonly RowRequest[] }): HoldingPlatform {
  const platforms = asks.map(({ staged }) => platformOf(staged.ask.kind));
  return platforms.includes("verifiable") && !platforms.includes("medallion") ? "verifiable" : "medallion";
}

/** As much of a request as tells where it goes. */
interface RowRequest {
  readonly staged: { readonly ask: { readonly kind: AskKind } };
}
