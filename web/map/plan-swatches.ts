// The sign of each type of element for palette, list and legend: the same strokes that the map draws.
import type { PlanElement } from '../../contract/plan.ts';
import { base } from './colours.ts';
import { planIconAddress, planIconPixelRatio } from './plan-icons.ts';
import { groundColours, toneColour, toneOf } from './plan-tones.ts';

type Type = PlanElement['type'];

const width = 34;
const height = 24;

/** Types that the map shows by an icon. */
const iconOf: Partial<Record<Type, string>> = {
  lighting: 'lighting',
  camera: 'camera',
  sign: 'sign-danger',
  team_post: 'team-red_flag',
};

const made = new Map<Type, string>();

/** The swatch of a type as the address of a picture; paper-white behind it, for light and dark. */
export function swatchAddress(type: Type): string {
  const known = made.get(type);
  if (known !== undefined) return known;
  const icon = iconOf[type];
  const address = icon === undefined ? drawn(type) : planIconAddress(icon);
  made.set(type, address);
  return address;
}

function drawn(type: Type): string {
  const canvas = document.createElement('canvas');
  canvas.width = width * planIconPixelRatio;
  canvas.height = height * planIconPixelRatio;
  const ctx = canvas.getContext('2d');
  if (ctx === null) return '';
  ctx.scale(planIconPixelRatio, planIconPixelRatio);
  ctx.beginPath();
  ctx.roundRect(0, 0, width, height, 4);
  ctx.fillStyle = base.white;
  ctx.fill();
  ctx.clip();
  const colour = toneColour(toneOf(type), 'light');
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  paint(ctx, type, colour);
  return canvas.toDataURL();
}

function paint(ctx: CanvasRenderingContext2D, type: Type, colour: string): void {
  switch (type) {
    case 'pick_up_bay':
      area(ctx, colour, [1]);
      return;
    case 'bus_bay':
      area(ctx, colour, [-1]);
      return;
    case 'keeping_area':
      area(ctx, colour, [1, -1]);
      return;
    case 'class_queue':
      area(ctx, colour, []);
      bars(ctx, 'rows', 4);
      return;
    case 'motorbike_rows':
      area(ctx, colour, []);
      bars(ctx, 'rows', 8);
      bars(ctx, 'columns', 4);
      return;
    case 'footpath':
      area(ctx, colour, []);
      return;
    case 'refuge':
    case 'hump':
      ctx.fillStyle = groundColours.yellow;
      ctx.fillRect(4, type === 'hump' ? 8 : 6, width - 8, type === 'hump' ? 8 : 12);
      ctx.lineWidth = 1.6;
      for (let x = 0; x < width; x += 5) line(ctx, x, 18, x + 10, 6);
      return;
    case 'crossing':
    case 'raised_crossing':
      ctx.fillStyle = type === 'crossing' ? groundColours.asphalt : groundColours.yellow;
      ctx.fillRect(2, 2, width - 4, height - 4);
      ctx.fillStyle = groundColours.asphalt;
      ctx.fillRect(2, 5, width - 4, height - 10);
      ctx.fillStyle = base.white;
      for (let x = 5; x < width - 4; x += 5) ctx.fillRect(x, 5, 2.5, height - 10);
      return;
    case 'guard_rail':
      ctx.lineWidth = 2.5;
      line(ctx, 3, 12, width - 3, 12);
      ctx.lineWidth = 2;
      for (let x = 5; x < width; x += 6) line(ctx, x, 7, x, 17);
      return;
    case 'no_stopping_line':
      ctx.lineWidth = 4;
      line(ctx, 3, 12, width - 3, 12);
      return;
    case 'barrier_hours':
      ctx.lineWidth = 5;
      ctx.setLineDash([6, 4]);
      line(ctx, 3, 12, width - 3, 12);
      return;
    case 'one_way_hours':
      ctx.lineWidth = 3;
      line(ctx, 3, 12, width - 10, 12);
      ctx.beginPath();
      ctx.moveTo(width - 3, 12);
      ctx.lineTo(width - 13, 6);
      ctx.lineTo(width - 13, 18);
      ctx.fill();
      return;
    case 'speed_zone':
      ctx.globalAlpha = 0.3;
      ctx.fillRect(0, 5, width, 14);
      ctx.globalAlpha = 1;
      ctx.font = '700 12px Inter, system-ui, sans-serif';
      ctx.textAlign = 'center';
      ctx.textBaseline = 'middle';
      ctx.fillText('30', width / 2, 12.5);
      return;
    default:
  }
}

function area(ctx: CanvasRenderingContext2D, colour: string, ways: readonly (1 | -1)[]): void {
  ctx.globalAlpha = 0.2;
  ctx.fillRect(3, 4, width - 6, height - 8);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.save();
  ctx.beginPath();
  ctx.rect(3, 4, width - 6, height - 8);
  ctx.clip();
  for (const way of ways) {
    for (let x = -height; x < width + height; x += 6)
      line(ctx, x, way === 1 ? height : 0, x + height, way === 1 ? 0 : height);
  }
  ctx.restore();
  ctx.lineWidth = 1.8;
  ctx.strokeRect(3, 4, width - 6, height - 8);
}

function bars(ctx: CanvasRenderingContext2D, way: 'rows' | 'columns', every: number): void {
  ctx.lineWidth = 1;
  if (way === 'rows') for (let y = 4 + every; y < height - 4; y += every) line(ctx, 3, y, width - 3, y);
  else for (let x = 3 + every; x < width - 3; x += every) line(ctx, x, 4, x, height - 4);
}

function line(ctx: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}
