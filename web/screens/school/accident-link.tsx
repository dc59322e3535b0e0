// A way to one accident: into the panel of the planning map, or from the school's page to that map.
import { Link } from '@tanstack/react-router';
import { createContext, type ReactNode, useContext } from 'react';
import type { Point } from '../../../contract/geometry.ts';
import { useOptionalPlanning } from '../planning/planning-context.tsx';

/** Where accidents are, so that the map opens there; for those who open it from a page. */
export const AccidentPlaces = createContext<ReadonlyMap<string, Point>>(new Map());

/** Close enough to tell the arms of a junction apart. */
const accidentZoom = 17;

type Props = { id: string; className: string | undefined; children: ReactNode };

export function AccidentLink({ id, className = '', children }: Props) {
  const planning = useOptionalPlanning();
  const place = useContext(AccidentPlaces).get(id);
  if (planning !== null)
    return (
      <button
        type="button"
        className={className}
        onClick={() => planning.openFromPanel({ kind: 'accident', id })}
      >
        {children}
      </button>
    );
  const open = `accident:${id}`;
  const at = place === undefined ? {} : { at: mapPlace(place, accidentZoom) };
  return (
    <Link className={className} to="/" search={{ open, ...at }}>
      {children}
    </Link>
  );
}

/** The place as the link of the map screen has it: longitude, latitude, zoom. */
export function mapPlace({ coordinates: [lon, lat] }: Point, zoom: number): string {
  return `${lon},${lat},${zoom}`;
}
