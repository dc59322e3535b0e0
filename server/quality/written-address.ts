// The kilometre address inside the free words of a report: "Gần chợ, Km 18+680 QL.99, phường Hòa Lạc".

const KM = /(?<!\p{L})km[\s.]*\d+(?:\.\d{3})?(?:\s*\+\s*\d+(?:\.\d{3})?)?/iu;
/** Numbers of roads as signs write them (QCVN 41:2024/BGTVT): quốc lộ, đường tỉnh, đường huyện, cao tốc, Hồ Chí Minh. */
const ROAD_NUMBER = /(?<!\p{L})(?:QL|ĐT|DT|TL|ĐH|DH|CT)[\s.]*\d+[A-ZĐ]?(?![\p{L}\d])/u;
const LONG_NAMES: readonly (readonly [RegExp, string])[] = [
  [/quốc\s+lộ\s+(\d+[A-ZĐ]?)/iu, 'QL.'],
  [/(?:đường\s+tỉnh|tỉnh\s+lộ)\s+(\d+[A-ZĐ]?)/iu, 'ĐT.'],
];

/**
 * The road and the kilometre that a report names, the road else from the field of its own; null without both.
 */
export function readWrittenAddress(
  text: string,
  roadName: string | null,
): { ref: string; text: string } | null {
  const km = KM.exec(text)?.[0].trim();
  if (km === undefined) return null;
  const ref = roadNumber(text) ?? roadNumber(roadName ?? '');
  return ref === null ? null : { ref, text: km };
}

function roadNumber(text: string): string | null {
  const short = ROAD_NUMBER.exec(text)?.[0];
  if (short !== undefined) return short.trim();
  for (const [pattern, prefix] of LONG_NAMES) {
    const number = pattern.exec(text)?.[1];
    if (number !== undefined) return `${prefix}${number}`;
  }
  return null;
}
