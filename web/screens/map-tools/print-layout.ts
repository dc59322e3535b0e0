// The numbers of a printed sheet, in millimetres: where the map, the legend and the words stand, and what scale a zoom
// level is on paper. Pure, so that the sheet can be checked without drawing it.

export const papers = ['A4', 'A3'] as const;
export type Paper = (typeof papers)[number];
export const orientations = ['landscape', 'portrait'] as const;
export type Orientation = (typeof orientations)[number];

export type Box = { x: number; y: number; width: number; height: number };
export type SheetLayout = { width: number; height: number; head: Box; map: Box; legend: Box; foot: Box };

/** ISO 216. */
const sizes: Record<Paper, readonly [number, number]> = { A4: [210, 297], A3: [297, 420] };
/** Our choice: enough for office printers, and a little for a punch. */
const marginMm = 10;
const headMm = 15;
const footMm = 23;
const legendMm = { landscape: 58, portrait: 62 } as const;
const gapMm = 3;

/** The legend stands beside the map on a lying sheet and below it on a standing one. */
export function sheetLayout(paper: Paper, orientation: Orientation): SheetLayout {
  const [short, long] = sizes[paper];
  const [width, height] = orientation === 'landscape' ? [long, short] : [short, long];
  const inner = { x: marginMm, y: marginMm, width: width - 2 * marginMm, height: height - 2 * marginMm };
  const head = { ...inner, height: headMm };
  const foot = { ...inner, y: inner.y + inner.height - footMm, height: footMm };
  const middle = { ...inner, y: head.y + headMm + gapMm, height: foot.y - head.y - headMm - 2 * gapMm };
  const size = legendMm[orientation];
  const isLying = orientation === 'landscape';
  const map = isLying
    ? { ...middle, width: middle.width - size - gapMm }
    : { ...middle, height: middle.height - size - gapMm };
  const legend = isLying
    ? { ...middle, x: map.x + map.width + gapMm, width: size }
    : { ...middle, y: map.y + map.height + gapMm, height: size };
  return { width, height, head, map, legend, foot };
}

/** Dots of the printed picture per inch: sharp at reading distance, and A3 stays below 16 million dots (our choice). */
export const dotsPerInch = 200;
const mmPerInch = 25.4;
/** The size of a CSS pixel is fixed at 1/96 inch (CSS Values 4). */
const pxPerInch = 96;

export function pxOf(mm: number): number {
  return (mm / mmPerInch) * pxPerInch;
}

export function dotsOf(mm: number): number {
  return (mm / mmPerInch) * dotsPerInch;
}

export const dotsPerPx = dotsPerInch / pxPerInch;

/** Ground metres per pixel of the map library (512-pixel world, WGS 84 equator) at zoom 0. */
const equatorMetresPerPx = (2 * Math.PI * 6_378_137) / 512;

/** 25000 for 1:25.000, true at `latitude`. */
export function scaleOf(zoom: number, latitude: number): number {
  const metresPerPx = (equatorMetresPerPx * Math.cos((latitude * Math.PI) / 180)) / 2 ** zoom;
  const metresOnPaperPerPx = mmPerInch / pxPerInch / 1_000;
  return metresPerPx / metresOnPaperPerPx;
}

/** The next scale with two digits that is not finer: 12529 becomes 13000, so that a ruler can be laid on the sheet. */
export function roundScale(scale: number): number {
  const step = 10 ** (Math.floor(Math.log10(scale)) - 1);
  return Math.ceil(scale / step - 1e-9) * step;
}

/** The zoom at which the map has a scale at `latitude`. */
export function zoomOf(scale: number, latitude: number): number {
  return Math.log2(scaleOf(0, latitude) / scale);
}

/** The zoom at which a sheet shows at least what a view of the screen shows. */
export function zoomFor(
  view: { zoom: number; widthPx: number; heightPx: number },
  map: Pick<Box, 'width' | 'height'>,
): number {
  const grows = Math.min(pxOf(map.width) / view.widthPx, pxOf(map.height) / view.heightPx);
  return view.zoom + Math.log2(grows);
}

/** The longest round distance (1, 2 or 5 times a power of ten, metres) whose bar is at most `mostMm` long. */
export function scaleBar(scale: number, mostMm: number): { metres: number; mm: number } {
  const most = (mostMm / 1_000) * scale;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = ([5, 2, 1].find((step) => step * power <= most) ?? 1) * power;
  return { metres, mm: (metres / scale) * 1_000 };
}
