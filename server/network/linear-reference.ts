// Kilometre addresses ("Km1054+300"): reading them and finding them along a road. Apart
// because posts stand where the law put them, not at every thousandth metre of our line.

export type KmAddress = {
  km: number;
  /** Metres past the post; may exceed 999 where two posts stand farther apart. */
  metres: number;
  /** False when only the kilometre was written. */
  hasMetres: boolean;
};

/** A kilometre post and its measured place along its part of the road, stored metres. */
export type KmPost = { km: number; offsetMetres: number };

/**
 * A stretch of road with unbroken kilometre numbers, its posts in any order. A road whose
 * numbers jump or repeat (a break in the kilometre count) is given as several parts.
 */
export type RoutePart = { id: string; posts: readonly KmPost[] };

export type KmLocation = {
  partId: string;
  offsetMetres: number;
  /** 'street': the road is sure, the place along it is not (methods weigh it less). */
  quality: 'exact' | 'street';
  isExtrapolated: boolean;
};

export type KmResult =
  | { status: 'located'; location: KmLocation }
  /** The address exists on several parts of the road: a person must choose. */
  | { status: 'ambiguous'; locations: KmLocation[] }
  | { status: 'rejected'; reason: 'no_posts' | 'too_far_from_posts' };

/** Longest distance between two posts that an address may name (our choice). */
const MOST_METRES = 1999;

/** How far past the first or last post an address is still placed, metres (our choice). */
const EXTRAPOLATION_METRES = 1000;

const ADDRESS =
  /^\s*km[\s.]*(?<km>\d{1,3}\.\d{3}|\d{1,4})(?![\d])(?:\s*\+\s*(?<metres>\d\.\d{3}|\d{1,4})(?!\d))?/i;

const RANGE_SEPARATOR = /^(?:\s*m\b)?\s*(?:-|–|—|÷|đến|to)\s*/i;

/**
 * Reads an address such as "Km1054+300", "km 10", "KM.12+5" or "Km1.054+300" at the start of
 * `text`; what follows it is ignored. Undefined when the text has no such form, or names more
 * than 1,999 m past a post.
 */
export function parseKmAddress(text: string): KmAddress | undefined {
  return readAddress(text)?.address;
}

/** Reads "Km 592+300 - Km 593+100"; undefined unless both ends can be read. */
export function parseKmRange(text: string): { from: KmAddress; to: KmAddress } | undefined {
  const first = readAddress(text);
  const separator = first === undefined ? null : RANGE_SEPARATOR.exec(first.rest);
  if (first === undefined || separator === null) return undefined;
  const second = readAddress(first.rest.slice(separator[0].length));
  return second === undefined ? undefined : { from: first.address, to: second.address };
}

/** Writes an address in the legal form, metres padded to three digits: "Km1054+300". */
export function formatKmAddress({ km, metres }: { km: number; metres: number }): string {
  return `Km${km}+${String(Math.round(metres)).padStart(3, '0')}`;
}

function readAddress(text: string): { address: KmAddress; rest: string } | undefined {
  const match = ADDRESS.exec(text);
  const km = match?.groups?.km;
  if (match === null || km === undefined) return undefined;
  const rest = text.slice(match[0].length);
  const written = match.groups?.metres;
  // "+" with something other than a plain number of metres is no address.
  if (written === undefined && /^\s*\+/.test(rest)) return undefined;
  const metres = written === undefined ? 0 : Number(written.replace('.', ''));
  if (metres > MOST_METRES) return undefined;
  return { address: { km: Number(km.replace('.', '')), metres, hasMetres: written !== undefined }, rest };
}

/**
 * Finds an address on a road.
 *
 * Between two posts the place runs in proportion to the nominal chainage (km * 1000 + m), so
 * 500 m past a post is half way to the next one however far that stands. An address of 1,000 m
 * or more on a kilometre longer than 1,000 m stays on that kilometre: at the next post at most.
 * Up to 1 km before the first or past the last post of a part the place is measured in metres
 * and has quality 'street'; farther it is rejected. An address without metres may lie
 * anywhere on its kilometre and has quality 'street' too. A place between posts is preferred
 * to one past them; several equally good places are ambiguous, in order of part id.
 *
 * Throws RangeError when the posts of a part do not rise along it, or repeat.
 */
export function locateKm(parts: readonly RoutePart[], address: KmAddress): KmResult {
  const inside: KmLocation[] = [];
  const outside: KmLocation[] = [];
  let postCount = 0;
  for (const part of parts.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
    const posts = orderedPosts(part);
    postCount += posts.length;
    const place = placeOnPart(posts, address);
    if (place === undefined) continue;
    const quality = place.isExtrapolated || !address.hasMetres ? 'street' : 'exact';
    (place.isExtrapolated ? outside : inside).push({ partId: part.id, ...place, quality });
  }
  const locations = inside.length > 0 ? inside : outside;
  const [location] = locations;
  if (location === undefined) {
    return { status: 'rejected', reason: postCount === 0 ? 'no_posts' : 'too_far_from_posts' };
  }
  return locations.length === 1 ? { status: 'located', location } : { status: 'ambiguous', locations };
}

/** The posts of a part by rising kilometre, checked. */
function orderedPosts(part: RoutePart): KmPost[] {
  const posts = part.posts.toSorted((a, b) => a.km - b.km);
  // Kilometre numbers fall along a part that was digitised against the count.
  const direction = Math.sign((posts.at(-1)?.offsetMetres ?? 0) - (posts[0]?.offsetMetres ?? 0));
  for (const [k, post] of posts.entries()) {
    if (!Number.isFinite(post.km) || !Number.isFinite(post.offsetMetres)) {
      throw new RangeError(`route part ${part.id}: a kilometre post has no finite place`);
    }
    const before = posts[k - 1];
    if (before === undefined) continue;
    if (post.km === before.km || (post.offsetMetres - before.offsetMetres) * direction <= 0) {
      throw new RangeError(`route part ${part.id}: post Km${post.km} does not follow Km${before.km}`);
    }
  }
  return posts;
}

function placeOnPart(
  posts: readonly KmPost[],
  address: KmAddress,
): { offsetMetres: number; isExtrapolated: boolean } | undefined {
  const first = posts[0];
  const last = posts.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const nominal = nominalMetres(posts, address);
  const direction = last.offsetMetres < first.offsetMetres ? -1 : 1;
  const before = first.km * 1000 - nominal;
  if (before > 0) {
    if (before > EXTRAPOLATION_METRES) return undefined;
    return { offsetMetres: first.offsetMetres - direction * before, isExtrapolated: true };
  }
  const past = nominal - last.km * 1000;
  if (past > 0) {
    if (past > EXTRAPOLATION_METRES) return undefined;
    return { offsetMetres: last.offsetMetres + direction * past, isExtrapolated: true };
  }
  for (const [k, post] of posts.entries()) {
    const next = posts[k + 1] ?? post;
    const span = (next.km - post.km) * 1000;
    const along = nominal - post.km * 1000;
    if (along > span) continue;
    const share = span > 0 ? along / span : 0;
    const offsetMetres = post.offsetMetres + share * (next.offsetMetres - post.offsetMetres);
    return { offsetMetres, isExtrapolated: false };
  }
  return undefined;
}

/** Nominal chainage, held on the written kilometre where that is longer than 1,000 m. */
function nominalMetres(posts: readonly KmPost[], address: KmAddress): number {
  const nominal = address.km * 1000 + address.metres;
  if (address.metres < 1000) return nominal;
  const post = posts.find(({ km }) => km === address.km);
  const next = posts.find(({ km }) => km === address.km + 1);
  if (post === undefined || next === undefined) return nominal;
  const isLong = Math.abs(next.offsetMetres - post.offsetMetres) > 1000;
  return isLong ? Math.min(nominal, next.km * 1000) : nominal;
}
