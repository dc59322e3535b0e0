// The legend of a printed sheet: the parts flow through as many columns as its box has room for, smaller when they are many.
import type { LegendPart } from '../../map/legend-parts.ts';
import { type Box, dotsOf } from './print-layout.ts';
import { linesOf, setFont, write } from './print-text.ts';

const ink = '#1b1f27';
const soft = '#454c55';
const columnMm = 54;
const signMm = 5.2;
const pad = 2.5;

/** A piece that is not torn apart; `height` in millimetres at full size. */
type Piece = { height: number; draw(x: number, y: number): void };

/** Draws the legend into its box. Rejects when a sign cannot be read. */
export async function drawLegend(
  ctx: CanvasRenderingContext2D,
  box: Box,
  title: string,
  parts: readonly LegendPart[],
): Promise<void> {
  const signs = await readSigns(parts);
  write(ctx, title, {
    x: box.x + pad,
    y: box.y + pad + 3,
    size: 3.6,
    weight: 600,
    colour: ink,
    room: box.width - 2 * pad,
  });
  const top = box.y + pad + 5.5;
  const room = box.y + box.height - pad - top;
  const columns = Math.max(1, Math.floor((box.width - 2 * pad) / columnMm));
  const width = (box.width - 2 * pad) / columns;
  for (const size of [1, 0.9, 0.8, 0.7, 0.6, 0.5]) {
    const pieces = parts.flatMap((part) => piecesOf(ctx, part, signs, size, width - 2));
    const placed = flow(pieces, room, columns);
    if (placed === null && size > 0.5) continue;
    for (const { piece, column, y } of placed ?? []) piece.draw(box.x + pad + column * width, top + y);
    return;
  }
}

type Placed = { piece: Piece; column: number; y: number };

/** Null when the pieces do not fit. */
function flow(pieces: readonly Piece[], room: number, columns: number): Placed[] | null {
  let column = 0;
  let y = 0;
  const placed: Placed[] = [];
  for (const piece of pieces) {
    if (y + piece.height > room && y > 0) {
      column += 1;
      y = 0;
    }
    if (column >= columns) return null;
    placed.push({ piece, column, y });
    y += piece.height;
  }
  return placed;
}

function piecesOf(
  ctx: CanvasRenderingContext2D,
  part: LegendPart,
  signs: ReadonlyMap<string, HTMLImageElement>,
  size: number,
  width: number,
): Piece[] {
  const sign = (address: string, x: number, y: number) => {
    const image = signs.get(address);
    if (image !== undefined)
      ctx.drawImage(image, dotsOf(x), dotsOf(y), dotsOf(signMm * size), dotsOf(signMm * size));
  };
  const words = (text: string, indent: number, letters: number, colour: string): Piece => {
    setFont(ctx, letters * size, 400);
    const lines = linesOf(ctx, text, width - indent);
    const step = (letters + 0.9) * size;
    return {
      height: Math.max(lines.length * step + 0.8 * size, indent > 0 ? (signMm + 0.3) * size : 0),
      draw: (x, y) => {
        setFont(ctx, letters * size, 400);
        ctx.textAlign = 'left';
        ctx.fillStyle = colour;
        const first = lines.length === 1 && indent > 0 ? y + 3.6 * size : y + letters * size;
        lines.forEach((line, index) => {
          ctx.fillText(line, dotsOf(x + indent), dotsOf(first + index * step));
        });
      },
    };
  };
  const pieces: Piece[] = [];
  if (part.title !== '')
    pieces.push({
      height: 5.6 * size,
      draw: (x, y) =>
        write(ctx, part.title, {
          x,
          y: y + 4.2 * size,
          size: 2.9 * size,
          weight: 600,
          colour: soft,
          room: width,
        }),
    });
  const { ramp } = part;
  if (ramp !== undefined) {
    const step = Math.min(signMm + 1.2, width / size / ramp.signs.length) * size;
    pieces.push({
      height: 9.6 * size,
      draw: (x, y) => {
        ramp.signs.forEach((address, index) => {
          sign(address, x + index * step, y);
        });
        const style = { size: 2.6 * size, weight: 400, colour: soft, room: width / 2 } as const;
        write(ctx, ramp.from, { ...style, x, y: y + 8.2 * size });
        write(ctx, ramp.to, {
          ...style,
          x: x + Math.max(3, ramp.signs.length - 2) * step,
          y: y + 8.2 * size,
        });
      },
    });
  }
  for (const row of part.rows) {
    const text = words(row.words, (signMm + 1.6) * size, 2.9, ink);
    pieces.push({
      height: text.height,
      draw: (x, y) => {
        sign(row.sign, x, y);
        text.draw(x, y);
      },
    });
  }
  if (part.note !== undefined) pieces.push(words(part.note, 0, 2.5, soft));
  return pieces;
}

async function readSigns(parts: readonly LegendPart[]): Promise<Map<string, HTMLImageElement>> {
  const addresses = new Set(
    parts.flatMap((part) => [...(part.ramp?.signs ?? []), ...part.rows.map(({ sign }) => sign)]),
  );
  const images = await Promise.all(
    [...addresses].map(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return [address, image] as const;
    }),
  );
  return new Map(images);
}
