// The n-th smallest of many numbers without sorting them. Apart because thresholds of
// simulations need it once per piece of road.

/**
 * The value at position `n` (0 = smallest) of `values` in rising order, in linear time on
 * average (Hoare 1961). Reorders `values`. Throws RangeError for a position that is not there.
 */
export function nthSmallest(values: Float64Array, n: number): number {
  if (!(Number.isInteger(n) && n >= 0 && n < values.length)) {
    throw new RangeError(`nthSmallest: position ${n} of ${values.length}`);
  }
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const swapped = values[i]!;
      values[i++] = values[j]!;
      values[j--] = swapped;
    }
    if (n <= j) high = j;
    else if (n >= i) low = i;
    else break;
  }
  return values[n]!;
}
