// The dots of a map's canvas, kept: apart because also maps that draw no pictures for paper are copied.

/** A canvas of its own; the canvas of a removed map is emptied. */
export function copyOf(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext('2d')?.drawImage(canvas, 0, 0);
  return copy;
}
