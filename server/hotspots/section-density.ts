// Density of events along one road section, and the threshold a gamma approximation expects of
// chance. Apart from the test so that a whole country can be screened without simulating.
import { gammaQuantile } from '../risk/gamma.ts';
import { checkBandwidth, type KernelName, kernelValue } from './kernels.ts';
import { LIXEL_METRES, lixelCount } from './lixels.ts';

/** How a section is looked at; every value has the default of its methods. */
export type SectionScale = {
  /** Default 100 m (the KDE+ authors recommend 50 to 500). */
  bandwidthMetres: number;
  lixelMetres: number;
  kernel: KernelName;
};

export const SECTION_SCALE: SectionScale = {
  bandwidthMetres: 100,
  lixelMetres: LIXEL_METRES,
  kernel: 'epanechnikov',
};

export type SectionLixels = { centreMetres: Float64Array; lengthMetres: Float64Array };

/** Lixels of a section from its start, the last one shorter; none on a section of length 0. */
export function sectionLixels(sectionMetres: number, scale: SectionScale): SectionLixels {
  checkBandwidth(scale.bandwidthMetres);
  const count = sectionMetres > 0 ? lixelCount(sectionMetres, scale.lixelMetres) : 0;
  const startOf = (k: number): number => (k === count ? sectionMetres : k * scale.lixelMetres);
  return {
    centreMetres: Float64Array.from({ length: count }, (_, k) => (startOf(k) + startOf(k + 1)) / 2),
    lengthMetres: Float64Array.from({ length: count }, (_, k) => startOf(k + 1) - startOf(k)),
  };
}

/**
 * Adds the density (events per metre) of one event at `position` to the lixels `firstLixel` ..
 * `firstLixel + out.length - 1`, with kernels thrown back at both ends of the section.
 */
export function addEventDensity(
  out: Float64Array,
  firstLixel: number,
  lixels: SectionLixels,
  sectionMetres: number,
  position: number,
  scale: SectionScale,
): void {
  const { bandwidthMetres, lixelMetres, kernel } = scale;
  // A section shorter than the bandwidth throws the kernel back more than once.
  const turns = Math.ceil((bandwidthMetres + sectionMetres) / (2 * sectionMetres));
  for (let turn = -turns; turn <= turns; turn++) {
    for (let side = -1; side <= 1; side += 2) {
      const image = 2 * turn * sectionMetres + side * position;
      const from = Math.max(0, Math.floor((image - bandwidthMetres) / lixelMetres) - firstLixel);
      const end = Math.min(out.length, Math.ceil((image + bandwidthMetres) / lixelMetres) + 1 - firstLixel);
      for (let k = from; k < end; k++) {
        const u = (lixels.centreMetres[firstLixel + k]! - image) / bandwidthMetres;
        out[k]! += kernelValue(kernel, u) / bandwidthMetres;
      }
    }
  }
}

/** Density of all events at the lixel centres; the order of the events changes nothing. */
export function sectionDensity(
  positionsMetres: ArrayLike<number>,
  sectionMetres: number,
  scale: SectionScale,
): Float64Array {
  const lixels = sectionLixels(sectionMetres, scale);
  const density = new Float64Array(lixels.centreMetres.length);
  if (density.length === 0) return density;
  for (const position of Float64Array.from(positionsMetres).sort()) {
    addEventDensity(density, 0, lixels, sectionMetres, position, scale);
  }
  return density;
}

/** Gauss-Legendre nodes and weights on -1..1, five points: exact to degree 9 (Abramowitz & Stegun 25.4). */
const GAUSS_5 = [
  [0, 128 / 225],
  [Math.sqrt(5 - 2 * Math.sqrt(10 / 7)) / 3, (322 + 13 * Math.sqrt(70)) / 900],
  [-Math.sqrt(5 - 2 * Math.sqrt(10 / 7)) / 3, (322 + 13 * Math.sqrt(70)) / 900],
  [Math.sqrt(5 + 2 * Math.sqrt(10 / 7)) / 3, (322 - 13 * Math.sqrt(70)) / 900],
  [-Math.sqrt(5 + 2 * Math.sqrt(10 / 7)) / 3, (322 - 13 * Math.sqrt(70)) / 900],
] as const;

/**
 * Density that `eventCount` events thrown evenly on the section exceed with probability
 * 1 - `level` at each lixel, by a gamma distribution with the exact mean and variance of the
 * density there. Within 7 % of long simulations where events are common; where they are rare it
 * stays above the simulated threshold, which then nears 0. For screening only.
 */
export function gammaThreshold(
  eventCount: number,
  sectionMetres: number,
  scale: SectionScale,
  level = 0.95,
): Float64Array {
  const { centreMetres } = sectionLixels(sectionMetres, scale);
  const h = scale.bandwidthMetres;
  const meanOne = 1 / sectionMetres;
  const known = new Map<number, number>();
  return centreMetres.map((x) => {
    // Away from both ends every lixel is alike; near them it depends on the distance alone.
    const nearEnd = Math.min(x, sectionMetres - x);
    const key = nearEnd >= h ? h : Math.round(nearEnd * 1e6) / 1e6;
    const found = known.get(key);
    if (found !== undefined) return found;
    const variance = eventCount * (meanSquareKernel(x, sectionMetres, scale) - meanOne * meanOne);
    const mean = eventCount * meanOne;
    const threshold =
      eventCount > 0 && variance > 0
        ? (gammaQuantile((mean * mean) / variance, level) * variance) / mean
        : mean;
    known.set(key, threshold);
    return threshold;
  });
}

/** Mean over the section of the squared density that one event leaves at x. */
function meanSquareKernel(
  x: number,
  sectionMetres: number,
  { bandwidthMetres, kernel }: SectionScale,
): number {
  const turns = Math.ceil((bandwidthMetres + sectionMetres) / (2 * sectionMetres));
  const images: number[] = [];
  for (let turn = -turns; turn <= turns; turn++) {
    images.push(2 * turn * sectionMetres + x, 2 * turn * sectionMetres - x);
  }
  // Between the places where a kernel begins or ends, the square is one polynomial.
  const breaks = [0, sectionMetres];
  for (const image of images) breaks.push(image - bandwidthMetres, image + bandwidthMetres);
  const inside = breaks.filter((at) => at >= 0 && at <= sectionMetres).sort((a, b) => a - b);
  let sum = 0;
  for (let k = 1; k < inside.length; k++) {
    const half = (inside[k]! - inside[k - 1]!) / 2;
    for (const [node, weight] of GAUSS_5) {
      const at = inside[k - 1]! + half * (1 + node);
      let density = 0;
      for (const image of images) density += kernelValue(kernel, (at - image) / bandwidthMetres);
      sum += weight * half * (density / bandwidthMetres) ** 2;
    }
  }
  return sum / sectionMetres;
}
