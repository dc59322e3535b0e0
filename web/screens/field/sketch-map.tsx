// A sketch of the roads around a place, drawn from what was taken along: needs no tiles, no network and little battery.
import { ActionIcon } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { type PointerEvent, useMemo, useState } from 'react';
import type { FieldPack } from '../../../contract/field.ts';
import type { Position } from '../../../contract/geometry.ts';
import { useWords } from '../../text/words.ts';
import styles from './sketch-map.module.css';

const METRES_PER_DEGREE = 111_195;
/** Half the height of the view in metres, from near to far. */
const reaches = [60, 120, 250, 500, 1_000, 2_000] as const;
/** Width and height of the drawing in its own units: one unit is `reach / 100` metres. */
const SIZE = 200;

type Line = { id: string; path: readonly Position[] };

type Props = {
  pack: FieldPack;
  centre: Position;
  routes: readonly Line[];
  /** Parts of them that are left to survey: the rest is drawn thin. */
  left?: readonly (readonly Position[])[];
  /** A part of a route that is meant now. */
  marked?: readonly Position[];
  gates: readonly { id: string; location: { coordinates: Position } }[];
  /** Unbroken stretches walked; drawn with a dashed line between them. */
  walked?: readonly (readonly Position[])[];
  drawn?: readonly Position[];
  here?: Position | null;
  /** A touched place, when the sketch is drawn upon. */
  onTouch?: (place: Position) => void;
};

export function SketchMap(props: Props) {
  const { pack, centre, routes, left, marked = [], gates, walked = [], drawn = [], here, onTouch } = props;
  const { t } = useWords();
  const [zoom, setZoom] = useState<number>(2);
  const reach = reaches[zoom] ?? 250;
  const east = Math.cos((centre[1] * Math.PI) / 180);
  const scale = (METRES_PER_DEGREE * 100) / reach;
  const toXy = ([longitude, latitude]: Position) =>
    `${((longitude - centre[0]) * scale * east).toFixed(1)},${((centre[1] - latitude) * scale).toFixed(1)}`;
  const points = (path: readonly Position[]) => path.map(toXy).join(' ');
  const around = (2 * reach) / METRES_PER_DEGREE;
  const numbered = useMemo(() => pack.roads.map((road, number) => ({ ...road, number })), [pack]);
  const roads = useMemo(
    () =>
      numbered.filter(({ path }) =>
        path.coordinates.some(
          ([longitude, latitude]) =>
            Math.abs(longitude - centre[0]) < around && Math.abs(latitude - centre[1]) < around,
        ),
      ),
    [numbered, centre, around],
  );
  const touch = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const unit = SIZE / Math.min(box.width, box.height);
    const x = (event.clientX - box.left - box.width / 2) * unit;
    const y = (event.clientY - box.top - box.height / 2) * unit;
    onTouch?.([centre[0] + x / (scale * east), centre[1] - y / scale]);
  };
  return (
    <div className={styles.frame}>
      <svg
        className={styles.map}
        viewBox={`${-SIZE / 2} ${-SIZE / 2} ${SIZE} ${SIZE}`}
        preserveAspectRatio="xMidYMid meet"
        role="img"
        aria-label={t('field.school.map')}
        data-drawing={onTouch !== undefined}
        onPointerDown={onTouch === undefined ? undefined : touch}
      >
        {roads.map((road) => (
          <polyline
            key={road.number}
            className={styles.road}
            data-class={road.class}
            points={points(road.path.coordinates)}
          />
        ))}
        {named(roads).map(({ name, at }) => (
          <text
            key={name}
            className={styles.name}
            x={toXy(at).split(',')[0]}
            y={toXy(at).split(',')[1]}
            dy="-2"
          >
            {name}
          </text>
        ))}
        {routes.map((route) => (
          <polyline
            key={route.id}
            className={styles.route}
            data-done={left !== undefined}
            points={points(route.path)}
          />
        ))}
        {left?.map((path) => (
          <polyline key={path.join(' ')} className={styles.route} points={points(path)} />
        ))}
        {marked.length === 0 ? null : <polyline className={styles.marked} points={points(marked)} />}
        {walked.map((path, i) => {
          const before = walked[i - 1]?.at(-1);
          const first = path[0];
          if (first === undefined) return null;
          return (
            <g key={first.join(' ')}>
              {before === undefined ? null : (
                <polyline className={styles.gap} points={points([before, first])} />
              )}
              <polyline className={styles.walked} points={points(path)} />
            </g>
          );
        })}
        {drawn.length === 0 ? null : <polyline className={styles.drawn} points={points(drawn)} />}
        {drawn.map((place) => (
          <circle key={place.join(' ')} className={styles.drawnDot} r="2.4" {...centreOf(toXy(place))} />
        ))}
        {gates.map((gate) => (
          <circle
            key={gate.id}
            className={styles.gate}
            r="3.5"
            {...centreOf(toXy(gate.location.coordinates))}
          />
        ))}
        {here === null || here === undefined ? null : (
          <circle className={styles.here} r="4.5" {...centreOf(toXy(here))} />
        )}
      </svg>
      <div className={styles.zoom}>
        <ActionIcon
          variant="default"
          size={48}
          aria-label={t('field.school.zoomIn')}
          disabled={zoom === 0}
          onClick={() => setZoom(zoom - 1)}
        >
          <IconPlus size={22} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={48}
          aria-label={t('field.school.zoomOut')}
          disabled={zoom === reaches.length - 1}
          onClick={() => setZoom(zoom + 1)}
        >
          <IconMinus size={22} aria-hidden />
        </ActionIcon>
      </div>
    </div>
  );
}

function centreOf(xy: string): { cx: string; cy: string } {
  const [cx = '0', cy = '0'] = xy.split(',');
  return { cx, cy };
}

/** Each name once, at the middle of its longest piece. */
function named(roads: FieldPack['roads']): { name: string; at: Position }[] {
  const longest = new Map<string, readonly Position[]>();
  for (const { name, path } of roads) {
    if (name !== null && path.coordinates.length > (longest.get(name)?.length ?? 0))
      longest.set(name, path.coordinates);
  }
  return [...longest].slice(0, 12).map(([name, path]) => {
    const [a, b] = [path[Math.floor((path.length - 1) / 2)], path[Math.ceil((path.length - 1) / 2)]];
    return { name, at: [((a?.[0] ?? 0) + (b?.[0] ?? 0)) / 2, ((a?.[1] ?? 0) + (b?.[1] ?? 0)) / 2] };
  });
}
