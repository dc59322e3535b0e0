// The children's ways to each school: shortest walks on the town's own network from where houses
// are to the main gate, in different directions.
import { mulberry32 } from '../../server/network/random.ts';
import { SEED } from './layout.ts';
import { type Network, walkFrom } from './network.ts';
import { distance, headingOf, type Line, lengthOf, type XY } from './plane.ts';
import { schoolSites, villages } from './sites.ts';

export interface Route {
  readonly key: string;
  readonly schoolKey: string;
  readonly name: string;
  readonly share: number;
  readonly pupils: number;
  readonly points: Line;
}

/** How far pupils of a level walk or ride, metres: from and to. Our choice, inside the usual catchments. */
const REACH: Record<string, readonly [number, number]> = {
  preschool: [180, 560],
  primary: [350, 1000],
  lower_secondary: [500, 1450],
  upper_secondary: [700, 2300],
};

const nearestVillage = (p: XY): string =>
  villages.reduce((best, each) => (distance(each.at, p) < distance(best.at, p) ? each : best)).name;

/** Three to six routes per school whose shares add to exactly 1. */
export function drawRoutes(network: Network): Route[] {
  return schoolSites.flatMap((site) => {
    const random = mulberry32(SEED + 40 + schoolSites.indexOf(site));
    const ground = network.grounds.find((each) => each.site === site)!;
    const gate = ground.gates[0]!.at;
    const tree = walkFrom(network, gate);
    const [from, to] = REACH[site.levels[site.levels.length - 1]!]!;
    const starts: number[] = [];
    const firstTurn = random() * 2 * Math.PI;
    for (let k = 0; k < site.routes; k++) {
      const wanted = firstTurn + (k * 2 * Math.PI) / site.routes;
      const target = from + (to - from) * (0.35 + 0.65 * random());
      let best = -1;
      let bestCost = Number.POSITIVE_INFINITY;
      for (const [id, metres] of tree.metres.entries()) {
        if (
          metres < from ||
          metres > to ||
          starts.some((s) => distance(network.nodes[s]!, network.nodes[id]!) < from)
        )
          continue;
        const turn = Math.abs(Math.sin((headingOf(gate, network.nodes[id]!) - wanted) / 2));
        const houses = network.arms[id]!.length === 1 ? 0 : 0.1;
        const cost = turn + Math.abs(metres - target) / to + houses;
        if (cost < bestCost) [best, bestCost] = [id, cost];
      }
      if (best >= 0) starts.push(best);
    }
    const weights = starts.map(() => 1 + 2 * random());
    const total = weights.reduce((sum, each) => sum + each, 0);
    const hundredths = weights.map((each) => Math.round((each / total) * 100));
    hundredths[0] = 100 - hundredths.slice(1).reduce((sum, each) => sum + each, 0);
    return starts.map((node, k): Route => {
      const points = [...tree.wayFrom(node), gate].filter(
        (p, i, all) => i === 0 || distance(p, all[i - 1]!) > 0.05,
      );
      return {
        key: `${site.key}-R${k + 1}`,
        schoolKey: site.key,
        name: `Từ ${nearestVillage(network.nodes[node]!)}, khoảng ${Math.round(lengthOf(points) / 10) * 10} m`,
        share: hundredths[k]! / 100,
        pupils: Math.round((hundredths[k]! * site.pupils) / 100),
        points,
      };
    });
  });
}
