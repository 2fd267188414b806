/** A rule for headers that are no column's name: what they say, and the column that they may be meant for. */
export interface HeaderRule<Column extends string = string> {
  /** The first rule that fits decides; the smaller the earlier, whoever has the rule. */
  readonly place: number;
  /** Read against the words of a header in small letters. */
  readonly says: RegExp;
  /** Undefined for none, whatever else fits. */
  readonly column: Column | undefined;
}

/** A header with these words. */
export const says = (pattern: string): RegExp => new RegExp(`\\b(?:${pattern})\\b`);

/** A header with words of both kinds, in any order. */
export const both = (one: string, other: string): RegExp =>
  new RegExp(`^(?=.*\\b(?:${one})\\b)(?=.*\\b(?:${other})\\b)`);

/** Words that say that something is wished for. */
export const wish =
  "requests?|requested|requesting|needs?|needed|wants?|wanted|desired|target|new|apply|applying|obtain|pursue|pursuing|to (?:get|enroll|license|add)";

/** Words for documents that providers have. */
export const documents =
  "license|licenses|licence|licences|licensure|lic|dea|csr|cds|certificates?|certification|board|rn|imlc|nlc";
