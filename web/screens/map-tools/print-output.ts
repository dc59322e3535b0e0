// A drawn sheet to a file or to the printer.
import type { Orientation, Paper } from './print-layout.ts';

/** Saves under the title's words, "Bản đồ … .png"; signs that file systems refuse are left out. */
export function savePicture(picture: Blob, title: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(picture);
  link.download = `${title.replaceAll(/[\\/:*?"<>|]/g, ' ').trim() || 'map'}.png`;
  link.click();
  // The browser reads the address after this function has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Opens the browser's print dialog with the sheet as its only page. */
export async function printPicture(picture: Blob, paper: Paper, orientation: Orientation): Promise<void> {
  const sheet = document.createElement('div');
  sheet.className = 'print-sheet';
  const image = new Image();
  image.alt = '';
  image.src = URL.createObjectURL(picture);
  const style = document.createElement('style');
  style.textContent = `@page { size: ${paper} ${orientation}; margin: 0 }
    @media screen { .print-sheet { display: none } }
    @media print { body > :not(.print-sheet) { display: none !important } html, body { height: auto; background: none }
      .print-sheet img { display: block; width: 100vw; height: auto } }`;
  sheet.append(style, image);
  await image.decode();
  document.body.append(sheet);
  const clear = (): void => {
    sheet.remove();
    URL.revokeObjectURL(image.src);
  };
  window.addEventListener('afterprint', clear, { once: true });
  window.print();
}
