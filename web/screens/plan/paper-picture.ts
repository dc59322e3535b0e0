// The picture of a plan as a file or inside a document: the map with a north arrow, a scale bar and what must be marked.
import { dotsPerInch, scaleBar } from '../map-tools/print-layout.ts';

/** `scale` is '' where the picture is scaled again, as in a document: the bar stays true, a number would not. */
type PictureWords = { north: string; scale: string; mark: string };

const dotsPerMm = dotsPerInch / 25.4;
const inkColour = '#1b1f27';

/** A copy of the map's picture with the marks that a drawing needs to be read alone. */
export function markedPicture(map: HTMLCanvasElement, scale: number, words: PictureWords): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = map.width;
  canvas.height = map.height;
  const ctx = canvas.getContext('2d');
  if (ctx === null) return map;
  ctx.drawImage(map, 0, 0);
  ctx.scale(dotsPerMm, dotsPerMm);
  const [width, height] = [map.width / dotsPerMm, map.height / dotsPerMm];
  drawNorth(ctx, width - 9, 6, words.north);
  drawBar(ctx, 4, height - 6, scale, words.scale);
  if (words.mark !== '') {
    ctx.font = '700 3.4px Inter, sans-serif';
    ctx.textAlign = 'left';
    ctx.fillStyle = '#a11a12';
    halo(ctx, words.mark, 4, 6);
  }
  return canvas;
}

function halo(ctx: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  ctx.lineJoin = 'round';
  ctx.lineWidth = 1;
  ctx.strokeStyle = '#ffffff';
  ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
}

function drawNorth(ctx: CanvasRenderingContext2D, x: number, y: number, word: string): void {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x + 3, y + 10);
  ctx.lineTo(x, y + 8);
  ctx.lineTo(x - 3, y + 10);
  ctx.closePath();
  ctx.fillStyle = inkColour;
  ctx.strokeStyle = '#ffffff';
  ctx.lineWidth = 0.5;
  ctx.stroke();
  ctx.fill();
  ctx.font = '700 4px Inter, sans-serif';
  ctx.textAlign = 'center';
  halo(ctx, word, x, y + 14.5);
}

function drawBar(ctx: CanvasRenderingContext2D, x: number, y: number, scale: number, text: string): void {
  const { metres, mm } = scaleBar(scale, 50);
  ctx.fillStyle = '#ffffff';
  ctx.fillRect(x - 2, y - 8, Math.max(mm, 44) + 8, 12);
  for (let i = 0; i < 4; i++) {
    ctx.fillStyle = i % 2 === 0 ? inkColour : '#ffffff';
    ctx.fillRect(x + (i * mm) / 4, y - 1.5, mm / 4, 1.5);
  }
  ctx.strokeStyle = inkColour;
  ctx.lineWidth = 0.25;
  ctx.strokeRect(x, y - 1.5, mm, 1.5);
  ctx.fillStyle = inkColour;
  ctx.font = '400 2.8px Inter, sans-serif';
  ctx.textAlign = 'left';
  ctx.fillText('0', x, y + 2.6);
  ctx.textAlign = 'center';
  ctx.fillText(`${metres} m`, x + mm, y + 2.6);
  ctx.textAlign = 'left';
  ctx.fillText(text, x, y - 3.4);
}

/** The picture as the bytes of a PNG. */
export function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('the picture cannot be written')) : resolve(blob)),
      'image/png',
    );
  });
}

/** Gives the person a file. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
