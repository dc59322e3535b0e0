// What the signs on the map mean: only of the layers that are shown, with the same drawings as on the map.
import { useEffect, useRef, useState } from 'react';
import './legend.css';
import { type LegendLook, type LegendPart, legendOf, legendOrder } from './legend-parts.ts';
import type { MapLabel, MapLayerId } from './map-types.ts';

type LegendProps = LegendLook & { visible: ReadonlySet<MapLayerId>; label: MapLabel };

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

/** Open at first where there is room for it; folded on a phone. */
export function Legend({ visible, label, ...look }: LegendProps) {
  const [isOpen, setOpen] = useState(() => matchMedia('(min-width: 1200px) and (min-height: 700px)').matches);
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
  const parts = legendOrder
    .filter((layer) => visible.has(layer))
    .flatMap((layer) => legendOf(layer, look, label));
  return (
    <div className="map-legend">
      <button
        type="button"
        className="map-legend-fold"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {label('legend.title')}
        <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
      </button>
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
