// Every symbol of the map, drawn in code so that nothing is fetched; the legend shows the same drawings.
// An icon's name says what it is: "band-E", "band-none-invented", "spot-encroachment-handled", "hotspot-dbscan".
import { type Band, HotspotMethod, type SpotKind } from '../../contract/codes.ts';
import {
  accent,
  bandColour,
  bands,
  bandTextColour,
  base,
  findingColours,
  giClasses,
  giColours,
  handledColour,
  hotspotColour,
  noStoppingColour,
  spotColour,
  spotKinds,
} from './colours.ts';

export const iconPixelRatio = 2;

/** Side of a drawing in CSS pixels. */
const side = 32;
const middle = side / 2;

type Draw = (ctx: CanvasRenderingContext2D) => void;

function disc(ctx: CanvasRenderingContext2D, radius: number): void {
  ctx.beginPath();
  ctx.arc(middle, middle, radius, 0, Math.PI * 2);
}

function letter(ctx: CanvasRenderingContext2D, value: string, sizePx: number, dy = 0): void {
  ctx.font = `700 ${sizePx}px Inter, system-ui, sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'alphabetic';
  const box = ctx.measureText(value);
  const height = box.actualBoundingBoxAscent - box.actualBoundingBoxDescent;
  ctx.fillText(value, middle, middle + height / 2 + dy);
}

function badge(band: Band | null, invented: boolean): Draw {
  return (ctx) => {
    disc(ctx, 14);
    ctx.fillStyle = base.white;
    ctx.fill();
    // The rim of an invented school is broken, so that it is never taken for a real one.
    ctx.lineWidth = 1.25;
    ctx.strokeStyle = base.ink;
    if (invented) ctx.setLineDash([2.6, 2.2]);
    ctx.stroke();
    ctx.setLineDash([]);
    disc(ctx, 11.5);
    ctx.fillStyle = bandColour(band);
    ctx.fill();
    ctx.fillStyle = bandTextColour(band);
    letter(ctx, band ?? '–', 14);
  };
}

function diamond(ctx: CanvasRenderingContext2D, radius: number): void {
  ctx.beginPath();
  ctx.moveTo(middle, middle - radius);
  ctx.lineTo(middle + radius, middle);
  ctx.lineTo(middle, middle + radius);
  ctx.lineTo(middle - radius, middle);
  ctx.closePath();
}

type Outline = (ctx: CanvasRenderingContext2D, radius: number) => void;

function hexagon(ctx: CanvasRenderingContext2D, radius: number): void {
  ctx.beginPath();
  for (let corner = 0; corner < 6; corner++) {
    const angle = (corner * Math.PI) / 3;
    ctx.lineTo(middle + radius * Math.cos(angle), middle + radius * Math.sin(angle));
  }
  ctx.closePath();
}

/** A lying capsule, like a stretch of road. */
function capsule(ctx: CanvasRenderingContext2D, radius: number): void {
  const half = radius * 0.66;
  ctx.beginPath();
  ctx.roundRect(middle - radius, middle - half, radius * 2, half * 2, half);
}

function square(ctx: CanvasRenderingContext2D, radius: number): void {
  const half = radius * 0.85;
  ctx.beginPath();
  ctx.rect(middle - half, middle - half, half * 2, half * 2);
}

/**
 * The legal rule is a solid diamond. The other methods are hollow: a capsule for density along roads, a broken circle
 * for clusters, a hexagon for hot areas, a dotted square for exploration. One accident short is not filled.
 */
const hotspotSigns: Record<HotspotMethod, { outline: Outline; isSolid?: true; dash: readonly number[] }> = {
  legal_rule: { outline: diamond, isSolid: true, dash: [] },
  network_kde: { outline: capsule, dash: [] },
  dbscan: { outline: disc, dash: [4.2, 2.1] },
  gi_star: { outline: hexagon, dash: [] },
  hdbscan: { outline: square, dash: [1.6, 2.2] },
};

function hotspot(method: HotspotMethod, isNearMiss: boolean): Draw {
  const { outline, isSolid = false, dash } = hotspotSigns[method];
  return (ctx) => {
    ctx.lineJoin = 'round';
    outline(ctx, 15);
    ctx.fillStyle = base.white;
    ctx.fill();
    outline(ctx, 12.8);
    ctx.fillStyle = isSolid && !isNearMiss ? hotspotColour : base.white;
    ctx.fill();
    ctx.setLineDash([...dash]);
    ctx.lineWidth = 2.2;
    ctx.strokeStyle = hotspotColour;
    ctx.stroke();
    ctx.setLineDash([]);
  };
}

/** A cell of the map: a firm outline where it is hot, a broken one where it is cold. */
function cell(giClass: (typeof giClasses)[number]): Draw {
  return (ctx) => {
    hexagon(ctx, 13);
    ctx.fillStyle = giColours[giClass].fill;
    ctx.fill();
    ctx.setLineDash(giClass < 0 ? [3, 2.6] : []);
    ctx.lineWidth = giClass > 0 ? 0.8 + giClass * 0.8 : 1.4;
    ctx.strokeStyle = giColours[giClass].line;
    ctx.stroke();
    ctx.setLineDash([]);
  };
}

function spot(kind: SpotKind, isHandled: boolean, invented: boolean): Draw {
  return (ctx) => {
    const colour = isHandled ? handledColour : spotColour;
    ctx.lineJoin = 'round';
    ctx.lineCap = 'round';
    const outline = () => {
      ctx.beginPath();
      if (kind === 'stopping_parking') ctx.arc(middle, middle, 11, 0, Math.PI * 2);
      else if (kind === 'vehicle_keeping') ctx.roundRect(middle - 10.5, middle - 10.5, 21, 21, 4);
      else {
        ctx.moveTo(middle, middle - 12);
        ctx.lineTo(middle + 12.5, middle + 9.5);
        ctx.lineTo(middle - 12.5, middle + 9.5);
        ctx.closePath();
      }
    };
    outline();
    ctx.lineWidth = 5;
    ctx.strokeStyle = base.white;
    ctx.stroke();
    outline();
    ctx.fillStyle = isHandled ? base.white : colour;
    ctx.fill();
    ctx.lineWidth = 2;
    ctx.strokeStyle = colour;
    if (invented) ctx.setLineDash([3, 3]);
    ctx.stroke();
    ctx.setLineDash([]);
    const mark = isHandled ? colour : base.white;
    ctx.fillStyle = mark;
    ctx.strokeStyle = mark;
    ctx.lineWidth = 2.6;
    if (kind === 'vehicle_keeping') letter(ctx, 'P', 15);
    else if (kind === 'encroachment') letter(ctx, '!', 14, 2);
    else {
      ctx.beginPath();
      ctx.moveTo(middle - 4.5, middle - 4.5);
      ctx.lineTo(middle + 4.5, middle + 4.5);
      ctx.moveTo(middle + 4.5, middle - 4.5);
      ctx.lineTo(middle - 4.5, middle + 4.5);
      ctx.stroke();
    }
  };
}

/** A flag planted at the place: its foot is the middle of the drawing's lower edge. */
function finding(state: 'open' | 'recommended' | 'done'): Draw {
  return (ctx) => {
    const colour = state === 'done' ? handledColour : findingColours.ink;
    const outline = () => {
      ctx.beginPath();
      ctx.moveTo(middle, side - 3);
      ctx.lineTo(middle, 5);
      ctx.lineTo(middle + 12, 9.5);
      ctx.lineTo(middle, 15);
    };
    ctx.lineJoin = 'round';
    ctx.lineCap = 'round';
    outline();
    ctx.lineWidth = 5;
    ctx.strokeStyle = base.white;
    ctx.stroke();
    outline();
    ctx.fillStyle = findingColours[state];
    ctx.fill();
    ctx.lineWidth = 1.8;
    ctx.strokeStyle = colour;
    ctx.stroke();
  };
}

function gate(): Draw {
  return (ctx) => {
    ctx.beginPath();
    ctx.roundRect(middle - 9, middle - 9, 18, 18, 4);
    ctx.fillStyle = accent;
    ctx.fill();
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = base.white;
    ctx.stroke();
    ctx.lineWidth = 2;
    ctx.lineCap = 'round';
    ctx.beginPath();
    ctx.moveTo(middle - 4.5, middle + 5);
    ctx.lineTo(middle - 4.5, middle - 1);
    ctx.arc(middle, middle - 1, 4.5, Math.PI, 0);
    ctx.lineTo(middle + 4.5, middle + 5);
    ctx.moveTo(middle, middle - 5);
    ctx.lineTo(middle, middle + 5);
    ctx.stroke();
  };
}

/** Stripes that go on from one tile of the pattern to the next. */
function stripes(): Draw {
  return (ctx) => {
    ctx.fillStyle = 'rgba(255,255,255,0.55)';
    ctx.fillRect(0, 0, side, side);
    ctx.strokeStyle = noStoppingColour;
    ctx.lineWidth = 3;
    for (let x = -side; x <= side * 2; x += side / 4) {
      ctx.beginPath();
      ctx.moveTo(x, side + 2);
      ctx.lineTo(x + side + 4, -2);
      ctx.stroke();
    }
  };
}

function shield(): Draw {
  return (ctx) => {
    ctx.beginPath();
    ctx.roundRect(2, 2, side - 4, side - 4, 6);
    ctx.fillStyle = base.white;
    ctx.fill();
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = base.path;
    ctx.stroke();
  };
}

function everyIcon(): Map<string, Draw> {
  const icons = new Map<string, Draw>();
  for (const band of [...bands, null]) {
    icons.set(`band-${band ?? 'none'}`, badge(band, false));
    icons.set(`band-${band ?? 'none'}-invented`, badge(band, true));
  }
  for (const kind of spotKinds) {
    for (const handled of [false, true]) {
      const name = `spot-${kind}${handled ? '-handled' : ''}`;
      icons.set(name, spot(kind, handled, false));
      icons.set(`${name}-invented`, spot(kind, handled, true));
    }
  }
  for (const giClass of giClasses) icons.set(`cell-${giClass}`, cell(giClass));
  for (const method of HotspotMethod.options) {
    icons.set(`hotspot-${method}`, hotspot(method, false));
    icons.set(`hotspot-${method}-near_miss`, hotspot(method, true));
  }
  for (const state of ['open', 'recommended', 'done'] as const) icons.set(`finding-${state}`, finding(state));
  icons.set('no-stopping', stripes());
  icons.set('gate', gate());
  icons.set('shield', shield());
  return icons;
}

const icons = everyIcon();

function canvasOf(name: string): HTMLCanvasElement | null {
  const draw = icons.get(name);
  if (draw === undefined) return null;
  const canvas = document.createElement('canvas');
  canvas.width = side * iconPixelRatio;
  canvas.height = side * iconPixelRatio;
  // Drawn once and read once: without a trip to the graphics card.
  const ctx = canvas.getContext('2d', { willReadFrequently: true });
  if (ctx === null) return null;
  ctx.scale(iconPixelRatio, iconPixelRatio);
  draw(ctx);
  return canvas;
}

/** The pixels of an icon at `iconPixelRatio`; null when no icon has this name. */
export function iconImage(name: string): ImageData | null {
  const canvas = canvasOf(name);
  return canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? null;
}

const addresses = new Map<string, string>();

/** The icon as the address of a picture, '' when no icon has this name. */
export function iconAddress(name: string): string {
  const address = addresses.get(name) ?? canvasOf(name)?.toDataURL() ?? '';
  addresses.set(name, address);
  return address;
}

/** How the shield grows with its text: pixels of the drawing that may be stretched, and where the text goes. */
export const shieldStretch = {
  stretchX: [[20, 44]] as [number, number][],
  stretchY: [[20, 44]] as [number, number][],
  content: [10, 8, 54, 56] as [number, number, number, number],
};
