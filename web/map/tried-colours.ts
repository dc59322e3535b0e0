// Colours of the records of a trial, for the map and its legend.
import type { TriedPlace } from '../../contract/batch.ts';

export const triedColours: Readonly<Record<TriedPlace['state'], string>> = {
  new: '#1f4e8c',
  changed: '#d98b3a',
  same: '#7a828c',
  refused: '#c8232a',
};
