// Seeded random numbers: generators whose whole state is one integer, so that a run
// can be repeated bit for bit from the seed it stores. Kept apart because the risk
// engine, the network engine and the tests must draw from the same streams.

/**
 * Mulberry32 generator (Tommy Ettinger, public domain).
 *
 * Gives a function that returns uniform doubles in [0, 1), multiples of 2^-32.
 * `seed` is taken modulo 2^32.
 */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * FNV-1a 32-bit hash (Fowler, Noll and Vo) of the UTF-8 bytes of `text`, as an unsigned
 * integer. Turns a stable key ("run id/school id") into a generator seed.
 */
export function fnv1a32(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash >>> 0;
}

/**
 * One standard normal draw (Box and Muller 1958, cosine branch). Always consumes two
 * uniforms, so the position in the stream does not depend on the values drawn.
 */
export function normalDraw(random: () => number): number {
  // 1 - u lies in (0, 1]: the logarithm stays finite.
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}

/**
 * One Gamma(shape, scale 1) draw (Marsaglia and Tsang 2000; the boost of their section 6
 * for shape < 1). Multiply by the scale, or divide by the rate, at the call.
 *
 * Throws RangeError unless `shape` is finite and positive.
 */
export function gammaDraw(random: () => number, shape: number): number {
  if (!(shape > 0) || !Number.isFinite(shape)) {
    throw new RangeError(`gammaDraw: shape must be finite and positive, got ${shape}`);
  }
  if (shape < 1) {
    const boosted = gammaDraw(random, shape + 1);
    return boosted * (1 - random()) ** (1 / shape);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalDraw(random);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = 1 - random();
    if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
