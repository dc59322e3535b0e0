// How much motor traffic a road is taken to carry where nobody counted it. Apart because the risk
// at schools, the excess of hotspots and densities along roads must assume the same.
import type { RoadClass } from '../../contract/codes.ts';

/** The classes for which an assumption is made. */
export type TrafficClass = 'national' | 'provincial' | 'urban_main' | 'commune' | 'lane';

/** Traffic is known for five classes; the finer ones of the law take the nearest of them (our choice). */
export const trafficClass: Record<RoadClass, TrafficClass> = {
  expressway: 'national',
  national: 'national',
  provincial: 'provincial',
  district: 'provincial',
  urban_main: 'urban_main',
  commune: 'commune',
  hamlet: 'commune',
  special: 'commune',
  lane: 'lane',
  path: 'lane',
};

/** Thousand vehicles a day (our choice, to be replaced by counts of the road authority; the risk model ships the same). */
export const assumedTraffic: Record<TrafficClass, number> = {
  national: 8,
  provincial: 4,
  urban_main: 5,
  commune: 1,
  lane: 0.3,
};
