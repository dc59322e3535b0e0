// Ordering of integer coordinate pairs, shared by line noding and node numbering. Apart
// because both need the same exact order on millions of pairs that do not fit one double.

/** Degrees per unit of a quantised coordinate: 1e-7 degree, about 11 mm on the ground. */
export const UNITS_PER_DEGREE = 1e7;

/**
 * Longitude or latitude in degrees as an integer count of 1e-7 degree.
 *
 * Two vertices are the same place when both their quantised coordinates are equal. Throws
 * RangeError for values that are not finite or lie outside -180..180.
 */
export function quantiseDegrees(degrees: number): number {
  if (!(degrees >= -180 && degrees <= 180)) {
    throw new RangeError(`coordinate out of range: ${degrees}`);
  }
  return Math.round(degrees * UNITS_PER_DEGREE);
}

/**
 * Positions 0..n-1 sorted by `first`, then `second`, then position (stable radix sort on
 * 16-bit digits). `first` and `second` have the same length n.
 */
export function orderByPair(first: Int32Array, second: Int32Array): Uint32Array {
  const n = first.length;
  let order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  let spare = new Uint32Array(n);
  const starts = new Uint32Array(65537);
  for (const [values, shift] of [
    [second, 0],
    [second, 16],
    [first, 0],
    [first, 16],
  ] as const) {
    // Flipping the sign bit makes the unsigned digit order equal to the signed order.
    const flip = shift === 16 ? 0x8000 : 0;
    starts.fill(0);
    for (let i = 0; i < n; i++) starts[(((values[i]! >>> shift) & 0xffff) ^ flip) + 1]!++;
    for (let digit = 0; digit < 65536; digit++) starts[digit + 1]! += starts[digit]!;
    for (let k = 0; k < n; k++) {
      const i = order[k]!;
      spare[starts[((values[i]! >>> shift) & 0xffff) ^ flip]!++] = i;
    }
    [order, spare] = [spare, order];
  }
  return order;
}
