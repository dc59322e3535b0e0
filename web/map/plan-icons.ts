// Symbols of gate plans, drawn in code: signs by the family of their code, posts, lamps, cameras, marks of broken rules.
// An icon's name says what it is: "sign-P.130", "team-police", "fail-must".
import type { PlanFailure } from '../../contract/plan.ts';
import { accent, base, noStoppingColour } from './colours.ts';
import { failureColours } from './plan-tones.ts';

export const planIconPixelRatio = 2;
const side = 30;
const middle = side / 2;

type Ctx = CanvasRenderingContext2D;
type Draw = (ctx: Ctx) => void;

const signBlue = '#0b4ea2';
const signYellow = '#ffd23f';

/** How a sign looks: what stands on it stands for its family; the code is written beside it. */
type SignLook =
  | 'no_stopping'
  | 'no_parking'
  | 'speed'
  | 'forbidden'
  | 'danger'
  | 'walkers'
  | 'parking'
  | 'blue'
  | 'white';

/** Families of QCVN 41:2024/BGTVT: P forbids, W warns, R obliges, I tells, S adds; R.E holds for an area. */
function lookOf(code: string): SignLook {
  if (code === 'P.130') return 'no_stopping';
  if (code.startsWith('P.131') || /^R\.E,9[ab]$/.test(code)) return 'no_parking';
  if (code === 'P.127' || code === 'R.E,9d') return 'speed';
  if (code.startsWith('P')) return 'forbidden';
  if (code.startsWith('W')) return 'danger';
  if (code === 'I.423a') return 'walkers';
  if (code === 'I.408' || code === 'R.E,9c') return 'parking';
  return /^[IR]\.\d/.test(code) ? 'blue' : 'white';
}

export function signIcon(code: string): string {
  return `sign-${lookOf(code)}`;
}

function disc(ctx: Ctx, radius: number): void {
  ctx.beginPath();
  ctx.arc(middle, middle, radius, 0, Math.PI * 2);
}

function filled(ctx: Ctx, fill: string, stroke: string, width: number): void {
  ctx.fillStyle = fill;
  ctx.fill();
  ctx.strokeStyle = stroke;
  ctx.lineWidth = width;
  ctx.stroke();
}

function letters(ctx: Ctx, value: string, sizePx: number, colour: string, dy = 0): void {
  ctx.fillStyle = colour;
  ctx.font = `700 ${sizePx}px Inter, system-ui, sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillText(value, middle, middle + 0.5 + dy);
}

function slash(ctx: Ctx, way: 1 | -1): void {
  ctx.beginPath();
  ctx.moveTo(middle - 6.5 * way, middle - 6.5);
  ctx.lineTo(middle + 6.5 * way, middle + 6.5);
  ctx.strokeStyle = noStoppingColour;
  ctx.lineWidth = 2.6;
  ctx.stroke();
}

function ring(fill: string, inside: Draw): Draw {
  return (ctx) => {
    disc(ctx, 13);
    ctx.fillStyle = base.white;
    ctx.fill();
    disc(ctx, 10.5);
    filled(ctx, fill, noStoppingColour, 3);
    inside(ctx);
  };
}

function plate(fill: string, inside: Draw): Draw {
  return (ctx) => {
    ctx.beginPath();
    ctx.roundRect(3, 3, side - 6, side - 6, 3);
    filled(ctx, fill, base.white, 2);
    ctx.beginPath();
    ctx.roundRect(2, 2, side - 4, side - 4, 4);
    ctx.strokeStyle = '#30363d';
    ctx.lineWidth = 0.8;
    ctx.stroke();
    inside(ctx);
  };
}

function triangle(ctx: Ctx, radius: number, dy: number): void {
  ctx.beginPath();
  ctx.moveTo(middle, middle - radius + dy);
  ctx.lineTo(middle + radius * 0.95, middle + radius * 0.7 + dy);
  ctx.lineTo(middle - radius * 0.95, middle + radius * 0.7 + dy);
  ctx.closePath();
}

const signs: Record<SignLook, Draw> = {
  no_stopping: ring(signBlue, (ctx) => {
    slash(ctx, 1);
    slash(ctx, -1);
  }),
  no_parking: ring(signBlue, (ctx) => slash(ctx, 1)),
  speed: ring(base.white, (ctx) => letters(ctx, 'km', 9, base.ink)),
  forbidden: ring(base.white, () => {}),
  danger: (ctx) => {
    ctx.lineJoin = 'round';
    triangle(ctx, 13, 2);
    filled(ctx, signYellow, noStoppingColour, 3);
    letters(ctx, '!', 12, base.ink, 3);
  },
  walkers: plate(signBlue, (ctx) => {
    triangle(ctx, 9.5, 1);
    ctx.fillStyle = base.white;
    ctx.fill();
    walker(ctx, base.ink, 0.62, 2);
  }),
  parking: plate(signBlue, (ctx) => letters(ctx, 'P', 16, base.white)),
  blue: plate(signBlue, () => {}),
  white: plate(base.white, (ctx) => letters(ctx, '…', 12, base.ink, -3)),
};

function walker(ctx: Ctx, colour: string, scale: number, dy: number): void {
  ctx.save();
  ctx.translate(middle, middle + dy);
  ctx.scale(scale, scale);
  ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.arc(0, -6, 2.6, 0, Math.PI * 2);
  ctx.fill();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2.4;
  ctx.lineCap = 'round';
  ctx.beginPath();
  ctx.moveTo(0, -2);
  ctx.lineTo(0, 3);
  ctx.lineTo(-3, 8);
  ctx.moveTo(0, 3);
  ctx.lineTo(3, 8);
  ctx.moveTo(-4, 1);
  ctx.lineTo(0, -1);
  ctx.lineTo(4, 1);
  ctx.stroke();
  ctx.restore();
}

/** Letters of who stands there, as plans on paper abbreviate them. */
const teamLetters = {
  red_flag: 'CĐ',
  youth: 'TN',
  militia: 'DQ',
  police: 'CA',
  teacher: 'GV',
  parents: 'PH',
} as const;

function post(value: string): Draw {
  return (ctx) => {
    disc(ctx, 13);
    filled(ctx, accent, base.white, 2);
    letters(ctx, value, 11, base.white);
  };
}

function dot(inside: Draw): Draw {
  return (ctx) => {
    disc(ctx, 12.5);
    filled(ctx, base.white, accent, 2);
    inside(ctx);
  };
}

const failMarks: Record<PlanFailure['severity'], string> = { must: '!', warning: '?', note: 'i' };

/** What must stands in a square, a warning in a triangle, a note in a circle: told apart without colour. */
function failure(severity: PlanFailure['severity']): Draw {
  return (ctx) => {
    ctx.lineJoin = 'round';
    if (severity === 'must') {
      ctx.beginPath();
      ctx.roundRect(4, 4, side - 8, side - 8, 4);
    } else if (severity === 'warning') triangle(ctx, 13, 2);
    else disc(ctx, 10.5);
    filled(ctx, failureColours[severity], base.white, 2.4);
    letters(ctx, failMarks[severity], 14, base.white, severity === 'warning' ? 3 : 0);
  };
}

const icons = new Map<string, Draw>([
  ...Object.entries(signs).map(([look, draw]): [string, Draw] => [`sign-${look}`, draw]),
  ...Object.entries(teamLetters).map(([team, value]): [string, Draw] => [`team-${team}`, post(value)]),
  ...([30, 40] as const).map((speed): [string, Draw] => [
    `speed-${speed}`,
    ring(base.white, (ctx) => letters(ctx, String(speed), 11, base.ink)),
  ]),
  ['fail-must', failure('must')],
  ['fail-warning', failure('warning')],
  ['fail-note', failure('note')],
  [
    'lighting',
    dot((ctx) => {
      ctx.beginPath();
      ctx.arc(middle, middle - 2, 5, 0, Math.PI * 2);
      filled(ctx, signYellow, base.ink, 1.4);
      ctx.fillStyle = base.ink;
      ctx.fillRect(middle - 2.5, middle + 4, 5, 3);
    }),
  ],
  [
    'camera',
    dot((ctx) => {
      ctx.fillStyle = base.ink;
      ctx.beginPath();
      ctx.roundRect(middle - 7, middle - 4, 10, 8, 1.5);
      ctx.fill();
      ctx.beginPath();
      ctx.moveTo(middle + 3, middle);
      ctx.lineTo(middle + 8, middle - 4);
      ctx.lineTo(middle + 8, middle + 4);
      ctx.fill();
    }),
  ],
  [
    'barrier',
    dot((ctx) => {
      for (let i = 0; i < 4; i++) {
        ctx.fillStyle = i % 2 === 0 ? noStoppingColour : base.white;
        ctx.fillRect(middle - 8 + i * 4, middle - 3, 4, 6);
      }
      ctx.strokeStyle = base.ink;
      ctx.lineWidth = 1;
      ctx.strokeRect(middle - 8, middle - 3, 16, 6);
    }),
  ],
  [
    'arrow',
    (ctx) => {
      ctx.beginPath();
      ctx.moveTo(middle + 9, middle);
      ctx.lineTo(middle - 5, middle - 7);
      ctx.lineTo(middle - 2, middle);
      ctx.lineTo(middle - 5, middle + 7);
      ctx.closePath();
      filled(ctx, '#3b3f8f', base.white, 1.6);
    },
  ],
]);

function canvasOf(name: string): HTMLCanvasElement | null {
  const draw = icons.get(name);
  if (draw === undefined) return null;
  const canvas = document.createElement('canvas');
  canvas.width = side * planIconPixelRatio;
  canvas.height = side * planIconPixelRatio;
  const ctx = canvas.getContext('2d');
  if (ctx === null) return null;
  ctx.scale(planIconPixelRatio, planIconPixelRatio);
  draw(ctx);
  return canvas;
}

/** The pixels of a plan's icon; null when none has this name. */
export function planIconImage(name: string): ImageData | null {
  const canvas = canvasOf(name);
  return canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? null;
}

/** The icon as the address of a picture, '' when none has this name. */
export function planIconAddress(name: string): string {
  return canvasOf(name)?.toDataURL() ?? '';
}
