// What the signs of each layer mean, as plain data: the legend on the map, the layer panel and the printed sheet show it.
import { HotspotMethod } from '../../contract/codes.ts';
import { accidentLegendSizes } from './accidents-layer.ts';
import {
  accent,
  bands,
  base,
  countFills,
  densityColours,
  giClasses,
  noStoppingColour,
  routeColours,
  severityColour,
  spotKinds,
} from './colours.ts';
import { densityWidths } from './density-layer.ts';
import { iconAddress } from './icons.ts';
import {
  areaSign,
  borderSign,
  discSign,
  hexagonSign,
  lineSign,
  rampSign,
  stripesSign,
} from './legend-signs.ts';
import type { AccidentView, BinClasses, HotspotRun, MapLabel, MapLayerId, MapScheme } from './map-types.ts';
import { lineColour } from './paint.ts';
import { routeDashes } from './routes-layer.ts';

/** `sign` is the address of a picture. */
export type LegendRow = { sign: string; words: string };
export type LegendPart = {
  /** What the part is about, '' where the name of the layer says enough. */
  title: string;
  /** Signs in order, with words at both ends only. */
  ramp?: { signs: readonly string[]; from: string; to: string };
  rows: readonly LegendRow[];
  note?: string;
};

export type LegendLook = {
  accidentView: AccidentView;
  bins: BinClasses | null;
  hotspotRuns: readonly HotspotRun[];
  scheme: MapScheme;
};

/** In the order of the legend, which is also that of importance. */
export const legendOrder: readonly MapLayerId[] = [
  'schools',
  'hotspots',
  'accidents',
  'routes',
  'gates',
  'no_stopping',
  'spots',
  'findings',
  'units',
];

/** The legend of one layer as it is drawn now; empty when it has nothing to say. */
export function legendOf(layer: MapLayerId, look: LegendLook, label: MapLabel): LegendPart[] {
  return parts[layer](look, label);
}

/** Metres or kilometres with their unit; hexagons have round widths. */
function roundWidth(metres: number): string {
  return metres < 1_000 ? `${metres} m` : `${metres / 1_000} km`;
}

const parts: Record<MapLayerId, (look: LegendLook, label: MapLabel) => LegendPart[]> = {
  schools: (_, label) => [
    {
      title: label('legend.band'),
      ramp: {
        signs: bands.map((band) => iconAddress(`band-${band}`)),
        from: label('band.low'),
        to: label('band.high'),
      },
      rows: [
        { sign: iconAddress('band-none'), words: label('band.none') },
        { sign: iconAddress('band-none-invented'), words: label('legend.invented') },
      ],
    },
  ],
  hotspots: ({ hotspotRuns, scheme }, label) => {
    const shown = HotspotMethod.options.filter((method) => hotspotRuns.some((run) => run.method === method));
    if (shown.length === 0) return [];
    const isNear = hotspotRuns.some((run) => run.method === 'legal_rule' && run.nearMiss);
    return [
      {
        title: label('layer.hotspots'),
        rows: [
          ...shown.map((method) => ({
            sign: iconAddress(`hotspot-${method}`),
            words: label(`hotspot.${method}`),
          })),
          ...(isNear
            ? [{ sign: iconAddress('hotspot-legal_rule-near_miss'), words: label('hotspot.near_miss') }]
            : []),
        ],
      },
      ...(shown.includes('network_kde') ? [density(scheme, label)] : []),
      ...(shown.includes('gi_star') ? [hotAreas(label)] : []),
    ];
  },
  accidents: (look, label) => {
    const { accidentView: view, bins } = look;
    return [
      ...(view === 'hexagons' && bins !== null ? [counted(bins, label)] : []),
      ...(view === 'hexagons' && bins !== null ? [] : [singleAccidents(look, label)]),
    ];
  },
  routes: ({ scheme }, label) => [
    {
      title: label('layer.routes'),
      rows: [
        { sign: lineSign(lineColour(routeColours.surveyed, scheme)), words: label('route.surveyed') },
        {
          sign: lineSign(lineColour(routeColours.old, scheme), 2.4, routeDashes.old),
          words: label('route.old'),
        },
        {
          sign: lineSign(lineColour(routeColours.unsurveyed, scheme), 2.4, routeDashes.unsurveyed),
          words: label('route.unsurveyed'),
        },
      ],
    },
  ],
  gates: ({ scheme }, label) => [
    {
      title: label('layer.gates'),
      rows: [
        { sign: iconAddress('gate'), words: label('gate.gate') },
        { sign: areaSign('rgba(80,130,200,0.15)', lineColour(accent, scheme)), words: label('gate.zone') },
      ],
    },
  ],
  no_stopping: (_, label) => [
    {
      title: label('layer.no_stopping'),
      rows: [{ sign: stripesSign(noStoppingColour), words: label('no_stopping.zone') }],
    },
  ],
  spots: (_, label) => [
    {
      title: label('layer.spots'),
      rows: [
        ...spotKinds.map((kind) => ({ sign: iconAddress(`spot-${kind}`), words: label(`spot.${kind}`) })),
        { sign: iconAddress('spot-stopping_parking-handled'), words: label('spot.handled') },
      ],
    },
  ],
  findings: (_, label) => [
    {
      title: label('layer.findings'),
      rows: (['open', 'recommended', 'done'] as const).map((state) => ({
        sign: iconAddress(`finding-${state}`),
        words: label(`finding.${state}`),
      })),
    },
  ],
  units: ({ scheme }, label) => [
    { title: '', rows: [{ sign: borderSign(lineColour(base.unit, scheme)), words: label('layer.units') }] },
  ],
};

function density(scheme: MapScheme, label: MapLabel): LegendPart {
  return {
    title: label('density.title'),
    ramp: {
      signs: densityColours.map((colour, index) =>
        lineSign(lineColour(colour, scheme), densityWidths[index] ?? 3),
      ),
      from: label('density.thin'),
      to: label('density.dense'),
    },
    rows: [],
  };
}

function hotAreas(label: MapLabel): LegendPart {
  return {
    title: label('hexagon.title'),
    ramp: {
      signs: giClasses.map((giClass) => iconAddress(`cell-${giClass}`)),
      from: label('hexagon.few'),
      to: label('hexagon.many'),
    },
    rows: [],
    note: label('hexagon.note'),
  };
}

function counted({ widthMetres, breaks, isGrouped }: BinClasses, label: MapLabel): LegendPart {
  const rows = breaks.map((from, index) => {
    const to = breaks[index + 1];
    const words = to === undefined ? `≥ ${from}` : to - 1 === from ? String(from) : `${from}–${to - 1}`;
    return { sign: hexagonSign(countFills[index]?.fill ?? base.white, '#6b2a10'), words };
  });
  const width = `${label('legend.bins_width')} ${roundWidth(widthMetres)}.`;
  return {
    title: label('legend.bins'),
    rows: [...rows, { sign: hexagonSign('none', base.unit, true), words: label('legend.bins_part') }],
    note: isGrouped ? `${width} ${label('legend.bins_grouped')}` : width,
  };
}

const heatColours: Record<MapScheme, readonly string[]> = {
  light: ['#e6def4', '#7747b8', '#3d0f73'],
  dark: ['#6742aa', '#b094e2', '#f6eeff'],
};

function singleAccidents({ accidentView, scheme }: LegendLook, label: MapLabel): LegendPart {
  const heat = { sign: rampSign(heatColours[scheme]), words: label('legend.heat') };
  const group = { sign: discSign(9, severityColour('serious'), base.white), words: label('legend.group') };
  const serious = severityColour('serious');
  return {
    title: label('layer.accidents'),
    rows: [
      ...accidentLegendSizes.map(({ severity, radiusPx }) => ({
        sign: discSign(radiusPx, severityColour(severity), base.white),
        words: label(`severity.${severity}`),
      })),
      { sign: discSign(5, serious, base.white, true), words: label('legend.pupil') },
      { sign: discSign(5, base.white, serious), words: label('legend.approximate') },
      ...(accidentView === 'auto' || accidentView === 'heat' ? [heat] : []),
      ...(accidentView === 'points' ? [group] : []),
    ],
  };
}
