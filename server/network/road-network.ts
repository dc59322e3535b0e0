// The road network as a computation takes it: plain data that can cross to a worker thread.
import type { EdgeInput } from './graph.ts';

export type RoadNetwork = {
  edges: EdgeInput;
  /** Edges of one road share a key: same number or name, or same class when unnamed. */
  roadKey: Int32Array;
  /** What a person calls the road of each key: its number, else its name; '' for neither. */
  roadNames: string[];
};
