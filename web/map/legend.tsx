// What the signs on the map mean: only of the layers that are shown, with the same drawings as on the map.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { HotspotMethod } from '../../contract/codes.ts';
import { accidentLegendSizes } from './accidents-layer.ts';
import {
  accent,
  bands,
  base,
  densityColours,
  giClasses,
  routeColours,
  severityColour,
  spotKinds,
} from './colours.ts';
import { densityWidths } from './density-layer.ts';
import { iconAddress } from './icons.ts';
import type { HotspotRun, MapLabel, MapLayerId } from './map-types.ts';

type LegendProps = { visible: ReadonlySet<MapLayerId>; hotspotRuns: readonly HotspotRun[]; label: MapLabel };

function Icon({ name }: { name: string }) {
  return <img src={iconAddress(name)} alt="" width={22} height={22} />;
}

function Line({ colour, dash, widthPx = 3 }: { colour: string; dash?: string; widthPx?: number }) {
  return (
    <svg width={22} height={22} aria-hidden="true">
      <line x1={1} y1={11} x2={21} y2={11} stroke={colour} strokeWidth={widthPx} strokeDasharray={dash} />
    </svg>
  );
}

function Dot({
  radius,
  fill,
  stroke,
  ring,
}: {
  radius: number;
  fill: string;
  stroke: string;
  ring?: boolean;
}) {
  return (
    <svg width={22} height={22} aria-hidden="true">
      {ring && (
        <circle cx={11} cy={11} r={radius + 2.6} fill={base.white} stroke={base.ink} strokeWidth={1.2} />
      )}
      <circle cx={11} cy={11} r={radius} fill={fill} stroke={stroke} strokeWidth={1.5} />
    </svg>
  );
}

function Row({ sign, children }: { sign: ReactNode; children: ReactNode }) {
  return (
    <li>
      {sign}
      <span>{children}</span>
    </li>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}

function Schools({ label }: { label: MapLabel }) {
  return (
    <section>
      <h3>{label('legend.band')}</h3>
      <div className="map-legend-ramp">
        {bands.map((band) => (
          <img key={band} src={iconAddress(`band-${band}`)} alt={band} width={24} height={24} />
        ))}
      </div>
      <div className="map-legend-ends">
        <span>{label('band.low')}</span>
        <span>{label('band.high')}</span>
      </div>
      <ul>
        <Row sign={<Icon name="band-none" />}>{label('band.none')}</Row>
      </ul>
    </section>
  );
}

function Accidents({ label }: { label: MapLabel }) {
  return (
    <Part title={label('layer.accidents')}>
      {accidentLegendSizes.map(({ severity, radiusPx }) => (
        <Row
          key={severity}
          sign={<Dot radius={radiusPx} fill={severityColour(severity)} stroke={base.white} />}
        >
          {label(`severity.${severity}`)}
        </Row>
      ))}
      <Row sign={<Dot radius={5} fill={severityColour('serious')} stroke={base.white} ring />}>
        {label('legend.pupil')}
      </Row>
      <Row sign={<Dot radius={5} fill={base.white} stroke={severityColour('serious')} />}>
        {label('legend.approximate')}
      </Row>
      <Row sign={<span className="map-legend-heat" />}>{label('legend.heat')}</Row>
    </Part>
  );
}

function Hotspots({ runs, label }: { runs: readonly HotspotRun[]; label: MapLabel }) {
  if (runs.length === 0) return null;
  const shown = HotspotMethod.options.filter((method) => runs.some((run) => run.method === method));
  return (
    <>
      <Part title={label('layer.hotspots')}>
        {shown.map((method) => (
          <Row key={method} sign={<Icon name={`hotspot-${method}`} />}>
            {label(`hotspot.${method}`)}
          </Row>
        ))}
        {runs.some((run) => run.method === 'legal_rule' && run.nearMiss) && (
          <Row sign={<Icon name="hotspot-legal_rule-near_miss" />}>{label('hotspot.near_miss')}</Row>
        )}
      </Part>
      {shown.includes('network_kde') && <Density label={label} />}
      {shown.includes('gi_star') && <Hexagons label={label} />}
    </>
  );
}

function Density({ label }: { label: MapLabel }) {
  return (
    <section>
      <h3>{label('density.title')}</h3>
      <div className="map-legend-ramp">
        {densityColours.map((colour, index) => (
          <Line key={colour} colour={colour} widthPx={densityWidths[index] ?? 3} />
        ))}
      </div>
      <div className="map-legend-ends">
        <span>{label('density.thin')}</span>
        <span>{label('density.dense')}</span>
      </div>
    </section>
  );
}

function Hexagons({ label }: { label: MapLabel }) {
  return (
    <section>
      <h3>{label('hexagon.title')}</h3>
      <div className="map-legend-ramp">
        {giClasses.map((giClass) => (
          <Icon key={giClass} name={`cell-${giClass}`} />
        ))}
      </div>
      <div className="map-legend-ends map-legend-wide">
        <span>{label('hexagon.few')}</span>
        <span>{label('hexagon.many')}</span>
      </div>
      <p className="map-legend-note">{label('hexagon.note')}</p>
    </section>
  );
}

function Others({ visible, label }: Pick<LegendProps, 'visible' | 'label'>) {
  return (
    <>
      {visible.has('routes') && (
        <Part title={label('layer.routes')}>
          <Row sign={<Line colour={routeColours.surveyed} />}>{label('route.surveyed')}</Row>
          <Row sign={<Line colour={routeColours.unsurveyed} dash="6 3" />}>{label('route.unsurveyed')}</Row>
        </Part>
      )}
      {visible.has('spots') && (
        <Part title={label('layer.spots')}>
          {spotKinds.map((kind) => (
            <Row key={kind} sign={<Icon name={`spot-${kind}`} />}>
              {label(`spot.${kind}`)}
            </Row>
          ))}
          <Row sign={<Icon name="spot-stopping_parking-handled" />}>{label('spot.handled')}</Row>
        </Part>
      )}
      {visible.has('findings') && (
        <Part title={label('layer.findings')}>
          {(['open', 'recommended', 'done'] as const).map((state) => (
            <Row key={state} sign={<Icon name={`finding-${state}`} />}>
              {label(`finding.${state}`)}
            </Row>
          ))}
        </Part>
      )}
      {visible.has('gates') && (
        <Part title={label('layer.gates')}>
          <Row sign={<Icon name="gate" />}>{label('gate.gate')}</Row>
          <Row sign={<span className="map-legend-zone" style={{ borderColor: accent }} />}>
            {label('gate.zone')}
          </Row>
        </Part>
      )}
      {visible.has('units') && (
        <ul>
          <Row sign={<span className="map-legend-border" />}>{label('layer.units')}</Row>
        </ul>
      )}
    </>
  );
}

/** Open at first where there is room for it; folded on a phone. */
export function Legend({ visible, hotspotRuns, label }: LegendProps) {
  const [isOpen, setOpen] = useState(() => matchMedia('(min-width: 900px) and (min-height: 700px)').matches);
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
  const showsInvented = visible.has('schools') || visible.has('spots');
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
          {visible.has('schools') && <Schools label={label} />}
          {visible.has('hotspots') && <Hotspots runs={hotspotRuns} label={label} />}
          {visible.has('accidents') && <Accidents label={label} />}
          <Others visible={visible} label={label} />
          {showsInvented && (
            <ul>
              <Row sign={<Icon name="band-none-invented" />}>{label('legend.invented')}</Row>
            </ul>
          )}
        </section>
      )}
    </div>
  );
}
