// The small pictures of the legend, as addresses of pictures, so that a page and a printed sheet show the same ones.
import { base } from './colours.ts';

/** Side of a sign in CSS pixels. */
export const signSide = 22;

function svg(content: string): string {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${signSide}" height="${signSide}" viewBox="0 0 22 22">${content}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(drawing)}`;
}

/** A piece of line; `dashes` in widths of the line, as on the map. */
export function lineSign(colour: string, widthPx = 3, dashes: readonly number[] = []): string {
  const dash = dashes.length === 0 ? '' : ` stroke-dasharray="${dashes.map((d) => d * widthPx).join(' ')}"`;
  return svg(`<path d="M1 11H21" stroke="${colour}" stroke-width="${widthPx}"${dash}/>`);
}

/** A disc; `ring`: with the second rim of an accident with a pupil. */
export function discSign(radiusPx: number, fill: string, stroke: string, ring = false): string {
  const rim = ring
    ? `<circle cx="11" cy="11" r="${radiusPx + 2.6}" fill="${base.white}" stroke="${base.ink}" stroke-width="1.2"/>`
    : '';
  return svg(
    `${rim}<circle cx="11" cy="11" r="${radiusPx}" fill="${fill}" stroke="${stroke}" stroke-width="1.5"/>`,
  );
}

/** A hexagon with its corners up and down, as accidents are counted in. */
export function hexagonSign(fill: string, stroke: string, isBroken = false): string {
  const dash = isBroken ? ' stroke-dasharray="3 2"' : '';
  return svg(
    `<path d="M11 1.5 19.2 6.2V15.8L11 20.5 2.8 15.8V6.2Z" fill="${fill}" stroke="${stroke}" stroke-width="1.2"${dash}/>`,
  );
}

/** A field of ground; `fill` may be half transparent. */
export function areaSign(fill: string, stroke: string): string {
  return svg(
    `<rect x="1.5" y="4.5" width="19" height="13" fill="${fill}" stroke="${stroke}" stroke-width="1.5"/>`,
  );
}

/** A boundary with its pale glow. */
export function borderSign(colour: string): string {
  return svg(
    `<path d="M1 11H21" stroke="${colour}" stroke-opacity=".2" stroke-width="6"/><path d="M1 11H21" stroke="${colour}" stroke-width="1.2"/>`,
  );
}

/** Red and white stripes. */
export function stripesSign(colour: string): string {
  const stripes = [-8, 0, 8, 16].map((x) => `M${x} 18 ${x + 14} 4`).join('');
  return svg(
    `<clipPath id="c"><rect x="1" y="5" width="20" height="12"/></clipPath><rect x="1" y="5" width="20" height="12" fill="#fff"/><path clip-path="url(#c)" d="${stripes}" stroke="${colour}" stroke-width="3.4"/><rect x="1" y="5" width="20" height="12" fill="none" stroke="${colour}"/>`,
  );
}

/** From few to many. */
export function rampSign(colours: readonly string[]): string {
  const stops = colours.map(
    (colour, index) => `<stop offset="${index / (colours.length - 1)}" stop-color="${colour}"/>`,
  );
  return svg(
    `<linearGradient id="g">${stops.join('')}</linearGradient><rect x="0" y="5" width="22" height="12" rx="6" fill="url(#g)"/>`,
  );
}
