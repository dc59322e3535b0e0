// How a changed place is marked, the same on the map, in its legend and in the table: a colour and a sign.
import type { PlaceChange } from '../../contract/comparison.ts';

/** The signs are in the fonts of the map. White text on every fill reaches 4.5 : 1. */
export const changeMarks: Readonly<Record<PlaceChange, { sign: string; fill: string }>> = {
  new: { sign: '+', fill: '#b3191f' },
  gone: { sign: '×', fill: '#4b525b' },
  moved: { sign: '»', fill: '#1f4e8c' },
  changed: { sign: '±', fill: '#9a4a08' },
  same: { sign: '=', fill: '#2f6b3a' },
};
