// The printed sheet as one picture: title, map, north, scale, legend, and at the foot what the figures are made of.
import type { LegendPart } from '../../map/legend-parts.ts';
import { type Box, dotsOf, type SheetLayout, scaleBar } from './print-layout.ts';
import { drawLegend } from './print-legend.ts';
import { write, writeLines } from './print-text.ts';

export type SheetWords = {
  title: string;
  unit: string;
  /** Lines of the foot: what the figures cover, the runs, the sources. */
  notes: readonly string[];
  day: string;
  by: string;
  signature: string;
  /** "Tỷ lệ 1:5.000". */
  scale: string;
  /** Words beside the scale bar for a length in metres. */
  length(metres: number): string;
  north: string;
  legend: string;
  /** Null for real data. */
  invented: string | null;
};

const ink = '#1b1f27';
const soft = '#454c55';
const warning = '#a11a12';
const line = 0.25;

/** Draws a sheet at the dots of a printer. `scale` is the map's on paper, 5000 for 1:5.000. Rejects when a sign cannot be read. */
export async function drawSheet(
  layout: SheetLayout,
  map: CanvasImageSource,
  scale: number,
  legend: readonly LegendPart[],
  words: SheetWords,
): Promise<HTMLCanvasElement> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(dotsOf(layout.width));
  canvas.height = Math.round(dotsOf(layout.height));
  const ctx = canvas.getContext('2d');
  if (ctx === null) throw new Error('the browser gives no canvas to draw on');
  await document.fonts.ready;
  ctx.fillStyle = '#ffffff';
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  drawHead(ctx, layout.head, words);
  const { map: box } = layout;
  ctx.drawImage(map, dotsOf(box.x), dotsOf(box.y), dotsOf(box.width), dotsOf(box.height));
  frame(ctx, box, ink);
  drawNorth(ctx, box, words.north);
  drawScale(ctx, box, scale, words);
  frame(ctx, layout.legend, '#9aa1a9');
  await drawLegend(ctx, layout.legend, words.legend, legend);
  drawFoot(ctx, layout.foot, words);
  return canvas;
}

function frame(ctx: CanvasRenderingContext2D, { x, y, width, height }: Box, colour: string): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = dotsOf(line);
  ctx.strokeRect(dotsOf(x), dotsOf(y), dotsOf(width), dotsOf(height));
}

function drawHead(ctx: CanvasRenderingContext2D, head: Box, words: SheetWords): void {
  const markWidth = words.invented === null ? 0 : 74;
  const { x, y } = head;
  const room = head.width - markWidth - 3;
  write(ctx, words.title, { x, y: y + 5.6, size: 5.6, weight: 600, colour: ink, room });
  write(ctx, words.unit, { x, y: y + 12, size: 3.6, weight: 400, colour: soft, room });
  if (words.invented === null) return;
  const mark: Box = { x: x + head.width - markWidth, y: y + 1, width: markWidth, height: 8 };
  ctx.setLineDash([dotsOf(1.6), dotsOf(1)]);
  frame(ctx, mark, warning);
  ctx.setLineDash([]);
  write(ctx, words.invented, {
    x: mark.x + markWidth / 2,
    y: mark.y + 5.2,
    size: 3.4,
    weight: 600,
    colour: warning,
    align: 'center',
    room: markWidth - 3,
  });
}

/** North is up on every map of this application. */
function drawNorth(ctx: CanvasRenderingContext2D, map: Box, north: string): void {
  const [x, y] = [map.x + map.width - 9, map.y + 4];
  ctx.beginPath();
  ctx.roundRect(dotsOf(x - 5), dotsOf(y - 2), dotsOf(10), dotsOf(18), dotsOf(1.2));
  ctx.fillStyle = 'rgba(255,255,255,0.88)';
  ctx.fill();
  for (const [side, colour] of [
    [-1, ink],
    [1, '#ffffff'],
  ] as const) {
    ctx.beginPath();
    ctx.moveTo(dotsOf(x), dotsOf(y + 4.5));
    ctx.lineTo(dotsOf(x + 3 * side), dotsOf(y + 14.5));
    ctx.lineTo(dotsOf(x), dotsOf(y + 12));
    ctx.closePath();
    ctx.fillStyle = colour;
    ctx.fill();
    ctx.strokeStyle = ink;
    ctx.lineWidth = dotsOf(0.2);
    ctx.stroke();
  }
  write(ctx, north, { x, y: y + 3, size: 3.8, weight: 600, colour: ink, align: 'center', room: 10 });
}

function drawScale(ctx: CanvasRenderingContext2D, map: Box, scale: number, words: SheetWords): void {
  const bar = scaleBar(scale, 46);
  const [x, y] = [map.x + 5, map.y + map.height - 5];
  ctx.fillStyle = 'rgba(255,255,255,0.88)';
  ctx.beginPath();
  ctx.roundRect(dotsOf(x - 2), dotsOf(y - 11), dotsOf(bar.mm + 22), dotsOf(13), dotsOf(1.2));
  ctx.fill();
  write(ctx, words.scale, { x, y: y - 6.4, size: 3.1, weight: 600, colour: ink, room: bar.mm + 18 });
  const half = bar.mm / 2;
  for (const [start, colour] of [
    [0, ink],
    [half, '#ffffff'],
  ] as const) {
    ctx.fillStyle = colour;
    ctx.fillRect(dotsOf(x + start), dotsOf(y - 4.8), dotsOf(half), dotsOf(1.5));
    frame(ctx, { x: x + start, y: y - 4.8, width: half, height: 1.5 }, ink);
  }
  write(ctx, '0', { x, y: y + 0.2, size: 2.8, weight: 400, colour: ink, room: 6 });
  write(ctx, words.length(bar.metres), {
    x: x + bar.mm,
    y: y + 0.2,
    size: 2.8,
    weight: 400,
    colour: ink,
    align: 'center',
    room: 20,
  });
}

function drawFoot(ctx: CanvasRenderingContext2D, foot: Box, words: SheetWords): void {
  const signMm = 62;
  const room = foot.width - signMm - 6;
  const style = { size: 2.9, weight: 400, colour: soft } as const;
  let y = foot.y + 3.4;
  for (const note of words.notes) y = writeLines(ctx, note, { ...style, x: foot.x, y, room }, 3.9, 3) + 0.6;
  const x = foot.x + foot.width - signMm / 2;
  const centred = { x, align: 'center', room: signMm } as const;
  write(ctx, words.day, { ...centred, y: foot.y + 3.4, size: 3.1, weight: 400, colour: ink });
  write(ctx, words.signature, { ...centred, y: foot.y + 8, size: 2.8, weight: 400, colour: soft });
  write(ctx, words.by, { ...centred, y: foot.y + foot.height - 0.8, size: 3.1, weight: 600, colour: ink });
}
