// Words on a printed sheet: sizes and places in millimetres, never wider than their room.
import { dotsOf } from './print-layout.ts';

export type TextStyle = {
  /** Left end, or the middle with `align`; `y` is the line the letters stand on. */
  x: number;
  y: number;
  /** Height of the letters. */
  size: number;
  weight: 400 | 600;
  colour: string;
  align?: 'center';
  room: number;
};

const smallest = 0.72;

/** Draws one line; a text that is too wide gets smaller, and in the end loses its last words. */
export function write(ctx: CanvasRenderingContext2D, text: string, style: TextStyle): void {
  const { x, y, size, weight, colour, align, room } = style;
  ctx.fillStyle = colour;
  ctx.textAlign = align ?? 'left';
  ctx.textBaseline = 'alphabetic';
  setFont(ctx, size, weight);
  const wide = ctx.measureText(text).width;
  if (wide > dotsOf(room)) setFont(ctx, size * Math.max(dotsOf(room) / wide, smallest), weight);
  const [line = ''] = linesOf(ctx, text, room);
  ctx.fillText(line === text ? text : `${line}…`, dotsOf(x), dotsOf(y));
}

/** Draws a text over at most `most` lines, `step` apart; gives where the next line stands. */
export function writeLines(
  ctx: CanvasRenderingContext2D,
  text: string,
  style: TextStyle,
  step: number,
  most: number,
): number {
  ctx.fillStyle = style.colour;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  setFont(ctx, style.size, style.weight);
  const lines = linesOf(ctx, text, style.room);
  const shown = lines.slice(0, most);
  shown.forEach((line, index) => {
    const isCut = index === most - 1 && lines.length > most;
    ctx.fillText(isCut ? `${line}…` : line, dotsOf(style.x), dotsOf(style.y + index * step));
  });
  return style.y + shown.length * step;
}

export function setFont(ctx: CanvasRenderingContext2D, sizeMm: number, weight: 400 | 600): void {
  ctx.font = `${weight} ${dotsOf(sizeMm)}px Inter, system-ui, sans-serif`;
}

/** The text broken at its spaces so that each line fits into `roomMm` with the font that is set. */
export function linesOf(ctx: CanvasRenderingContext2D, text: string, roomMm: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && ctx.measureText(longer).width > dotsOf(roomMm)) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
