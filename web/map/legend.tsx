// What the signs on the map mean: only of the layers that are shown, with the same drawings as on the map.
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import './legend.css';
import { type LegendLook, type LegendPart, legendOf, legendOrder } from './legend-parts.ts';
import type { MapLabel, MapLayerId } from './map-types.ts';

/** `covered`: pixels of the map's width that panels lie over. */
type LegendProps = LegendLook & { visible: ReadonlySet<MapLayerId>; label: MapLabel; covered: number };

/** The parts of a legend one below the other; `hasTitles` false where a heading stands above already. */
export function LegendParts({
  parts,
  hasTitles = true,
}: {
  parts: readonly LegendPart[];
  hasTitles?: boolean;
}) {
  return parts.map((part, index) => (
    <section className="map-legend-part" key={part.title}>
      {part.title === '' || (!hasTitles && index === 0) ? null : <h3>{part.title}</h3>}
      {part.ramp === undefined ? null : (
        <>
          <div className="map-legend-ramp">
            {part.ramp.signs.map((sign) => (
              <img key={sign} src={sign} alt="" width={22} height={22} />
            ))}
          </div>
          <div className="map-legend-ends" style={{ width: Math.max(150, part.ramp.signs.length * 28 - 6) }}>
            <span>{part.ramp.from}</span>
            <span>{part.ramp.to}</span>
          </div>
        </>
      )}
      <ul>
        {part.rows.map(({ sign, words }) => (
          <li key={words}>
            <img src={sign} alt="" width={22} height={22} />
            <span>{words}</span>
          </li>
        ))}
      </ul>
      {part.note === undefined ? null : <p className="map-legend-note">{part.note}</p>}
    </section>
  ));
}

/** Uncovered pixels of a map beside which the legend hides little (our choice). */
const roomy = { width: 740, height: 700 } as const;

/** Open where there is room for it, until somebody folds or opens it: folded on a phone, and beside two open panels. */
export function Legend({ visible, label, covered, ...look }: LegendProps) {
  const [wish, setWish] = useState<boolean | null>(null);
  const room = `(min-width: ${roomy.width + covered}px) and (min-height: ${roomy.height}px)`;
  const hasRoom = useMediaQuery(room, false, { getInitialValueInEffect: false });
  const isOpen = wish ?? hasRoom;
  // A box that scrolls must be reachable by keyboard; one that does not scroll would only be a stop on the way.
  const body = useRef<HTMLElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const box = body.current;
    if (box === null || !isOpen) return;
    const watch = new ResizeObserver(() => setScrolls(box.scrollHeight > box.clientHeight));
    watch.observe(box);
    return () => watch.disconnect();
  }, [isOpen]);
  // What is in the box can grow while the box does not.
  useEffect(() => {
    const box = body.current;
    if (box !== null) setScrolls(box.scrollHeight > box.clientHeight);
  });
  const parts = legendOrder
    .filter((layer) => visible.has(layer))
    .flatMap((layer) => legendOf(layer, look, label));
  return (
    <div className="map-legend">
      <h2>
        <button
          type="button"
          className="map-legend-fold"
          aria-expanded={isOpen}
          onClick={() => setWish(!isOpen)}
        >
          {label('legend.title')}
          <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
        </button>
      </h2>
      {isOpen && (
        <section
          className="map-legend-body"
          ref={body}
          tabIndex={scrolls ? 0 : undefined}
          aria-label={label('legend.title')}
        >
          <LegendParts parts={parts} />
        </section>
      )}
    </div>
  );
}
