// Reads a kilometre address with its road out of a typed question: "QL.99 Km14+500" as well as "Km14+500, QL.99".

const ADDRESS = /(?<![\p{L}\p{N}])km[\s.]*\d[\d.]*(?:\s*\+\s*\d[\d.]*)?/iu;

export type KmQuestion = {
  /** Number or name of the road, '' when only the address was typed. */
  road: string;
  address: string;
};

/** The road before the address, or else what follows it up to a comma; undefined when there is no address. */
export function kmQuestion(text: string): KmQuestion | undefined {
  const match = ADDRESS.exec(text.normalize('NFC'));
  if (match === null) return undefined;
  const address = match[0];
  const before = trimmed(match.input.slice(0, match.index));
  const [after = ''] = trimmed(match.input.slice(match.index + address.length)).split(/[,;]/);
  return { road: before || trimmed(after), address };
}

/** Without signs and spaces around it. */
function trimmed(text: string): string {
  return text.replace(/^[^\p{L}\p{N}]+/u, '').replace(/[^\p{L}\p{N}]+$/u, '');
}
