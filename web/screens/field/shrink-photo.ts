// A photo of the camera → a small JPEG without hidden data, with what must not be seen made unreadable for good.

/** Long side in pixels: a sign can be read, a file stays below half a megabyte (our choice). */
const LONG_SIDE = 1_600;
const QUALITIES = [0.8, 0.6, 0.4] as const;
const MOST_BYTES = 1_900_000;
/** Blocks of a blurred place in pixels, larger than a letter of a plate across the road (our choice). */
const BLOCK = 40;

/** A photo on a canvas, no larger than 1,600 pixels; drawing it anew leaves EXIF behind. Throws for what is no picture. */
export async function photoCanvas(file: Blob): Promise<HTMLCanvasElement> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONG_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas;
}

/** Makes a round place unreadable: every block that touches it gets one colour, its mean. Pixels of the canvas. */
export function pixelate(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  const low = (value: number) => Math.max(0, Math.floor((value - radius) / BLOCK)) * BLOCK;
  const [left, top] = [low(x), low(y)];
  const width = Math.min(context.canvas.width, Math.ceil((x + radius) / BLOCK) * BLOCK) - left;
  const height = Math.min(context.canvas.height, Math.ceil((y + radius) / BLOCK) * BLOCK) - top;
  if (width <= 0 || height <= 0) return;
  const { data } = context.getImageData(left, top, width, height);
  for (let row = 0; row < height; row += BLOCK) {
    for (let column = 0; column < width; column += BLOCK) {
      const [right, bottom] = [Math.min(column + BLOCK, width), Math.min(row + BLOCK, height)];
      const sum = [0, 0, 0];
      for (let v = row; v < bottom; v++)
        for (let u = column; u < right; u++)
          for (let channel = 0; channel < 3; channel++)
            sum[channel] = (sum[channel] ?? 0) + (data[(v * width + u) * 4 + channel] ?? 0);
      const pixels = (right - column) * (bottom - row);
      const [red = 0, green = 0, blue = 0] = sum.map((total) => Math.round(total / pixels));
      context.fillStyle = `rgb(${red} ${green} ${blue})`;
      context.fillRect(left + column, top + row, right - column, bottom - row);
    }
  }
}

/** The canvas as a JPEG below 2 MB. */
export async function asJpeg(canvas: HTMLCanvasElement): Promise<Blob> {
  for (const quality of QUALITIES) {
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
    if (blob !== null && blob.size <= MOST_BYTES) return blob;
  }
  throw new Error('the photo cannot be made small enough');
}

/** SHA-256 in hex. */
export async function sha256(file: Blob): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
