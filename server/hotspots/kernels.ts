// The two kernels that spread an accident along the roads, with the integrals the methods
// need. Apart because the densities, their mass balance and their tests must agree on them.

export type KernelName = 'quartic' | 'epanechnikov';

/**
 * Kernel at u = distance / bandwidth, integral 1 over -1..1: quartic 15/16 (1 - u²)² or
 * Epanechnikov 3/4 (1 - u²) (Silverman 1986); 0 outside. A density per metre is this divided
 * by the bandwidth, once.
 */
export function kernelValue(kernel: KernelName, u: number): number {
  const rest = 1 - u * u;
  if (!(rest > 0)) return 0;
  return kernel === 'quartic' ? (15 / 16) * rest * rest : 0.75 * rest;
}

/** Integral of the kernel from u (>= 0) to 1: the mass that lies beyond u on one side. */
export function kernelTail(kernel: KernelName, u: number): number {
  if (u >= 1) return 0;
  const square = u * u;
  return kernel === 'quartic'
    ? 0.5 - (15 / 16) * u * (1 - square * (2 / 3 - square / 5))
    : 0.5 - 0.75 * u * (1 - square / 3);
}

/** Throws RangeError unless the bandwidth is finite and positive, metres. */
export function checkBandwidth(bandwidthMetres: number): void {
  if (!(bandwidthMetres > 0 && bandwidthMetres < Infinity)) {
    throw new RangeError(`kernel: bandwidth ${bandwidthMetres} m is out of range`);
  }
}
