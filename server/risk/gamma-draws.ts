// Gamma draws by the many: for every school of a country and thousands of draws, a drawing that takes a logarithm only
// in the few cases that need one. Each stream is one integer, so that a caller can go on where it stopped.

/** Layers of the ziggurat of the normal density, its right end, and the area of a layer (Marsaglia & Tsang 2000). */
const layers = 128;
const tailFrom = 3.442619855899;
const layerArea = 9.91256303526217e-3;

/** Right edge of each layer, the lowest first; the last is 0. */
const edges = new Float64Array(layers + 1);
/** Share of each layer's width that lies under the density whatever the height. */
const sureShares = new Float64Array(layers);
let height = Math.exp(-0.5 * tailFrom * tailFrom);
edges[0] = layerArea / height;
edges[1] = tailFrom;
for (let i = 2; i < layers; i++) {
  edges[i] = Math.sqrt(-2 * Math.log(layerArea / edges[i - 1]! + height));
  height = Math.exp(-0.5 * edges[i]! * edges[i]!);
}
for (let i = 0; i < layers; i++) sureShares[i] = edges[i + 1]! / edges[i]!;

/** Step of the state and mixing of mulberry32 (Tommy Ettinger, public domain): an integer in [0, 2^32). */
const stateStep = 0x6d2b79f5;
function mixed(state: number): number {
  let mix = Math.imul(state ^ (state >>> 15), 1 | state);
  mix = (mix + Math.imul(mix ^ (mix >>> 7), 61 | mix)) ^ mix;
  return (mix ^ (mix >>> 14)) >>> 0;
}
const unit = 2 ** -32;

/** A stream whose state goes on with every number; what a draw of the fast path needs stays in its own variables. */
type Stream = { state: number };

/** A uniform number in (0, 1]. */
function uniform(stream: Stream): number {
  stream.state = (stream.state + stateStep) | 0;
  return (mixed(stream.state) + 1) * unit;
}

/** The normal draw at a place of a layer that may lie outside the density; NaN when it does. */
function edgeDraw(layer: number, across: number, stream: Stream): number {
  if (layer === 0) return across < 0 ? -tailDraw(stream) : tailDraw(stream);
  const x = across * edges[layer]!;
  const low = Math.exp(-0.5 * (edges[layer]! * edges[layer]! - x * x));
  const high = Math.exp(-0.5 * (edges[layer + 1]! * edges[layer + 1]! - x * x));
  return high + uniform(stream) * (low - high) < 1 ? x : Number.NaN;
}

/** A normal draw given that it lies beyond the ziggurat (Marsaglia 1964). */
function tailDraw(stream: Stream): number {
  for (;;) {
    const x = Math.log(uniform(stream)) / -tailFrom;
    if (-2 * Math.log(uniform(stream)) >= x * x) return tailFrom + x;
  }
}

export type GammaDraws = { shape: number; rate: number };

/**
 * Writes `count` draws of Gamma(shape, rate) into `out` at `from`, `from + step`, …: Marsaglia & Tsang 2000 with their
 * squeeze, the boost of their section 6 for shape < 1, and normal draws by a ziggurat whose layer and place come from
 * two numbers (Doornik 2005). Gives the state with which the stream goes on; the first one is any integer. Needs a
 * positive, finite shape and rate.
 */
export function fillGammaDraws(
  out: Float64Array,
  { from, step, count }: { from: number; step: number; count: number },
  { shape, rate }: GammaDraws,
  firstState: number,
): number {
  const stream: Stream = { state: firstState };
  let state = firstState | 0;
  const isBoosted = shape < 1;
  const d = (isBoosted ? shape + 1 : shape) - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (let i = 0; i < count; ) {
    state = (state + stateStep) | 0;
    const layer = mixed(state) & (layers - 1);
    state = (state + stateStep) | 0;
    const across = 2 * unit * mixed(state) - 1;
    let x = across * edges[layer]!;
    if (Math.abs(across) >= sureShares[layer]!) {
      stream.state = state;
      x = edgeDraw(layer, across, stream);
      state = stream.state;
    }
    const root = 1 + c * x;
    // Also when x is not a number.
    if (!(root > 0)) continue;
    const cube = root * root * root;
    state = (state + stateStep) | 0;
    const u = (mixed(state) + 1) * unit;
    const square = x * x;
    const isIn =
      u < 1 - 0.0331 * square * square || Math.log(u) < 0.5 * square + d - d * cube + d * Math.log(cube);
    if (!isIn) continue;
    let draw = d * cube;
    if (isBoosted) {
      state = (state + stateStep) | 0;
      draw *= ((mixed(state) + 1) * unit) ** (1 / shape);
    }
    out[from + i * step] = draw / rate;
    i++;
  }
  return state;
}
