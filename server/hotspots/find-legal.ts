// The official list: places that the legal rule of a preset names, and those one accident short of it.
import type { Severity } from '../../contract/codes.ts';
import type { LegalRuleParameters } from '../../contract/run-parameters.ts';
import { chainage, roadChains } from '../network/chains.ts';
import { legalHistory } from './legal-history.ts';
import { assignJunctions } from './legal-passes.ts';
import type { AccidentSeverity, LegalRule } from './legal-rule.ts';
import { type LegalAccident, type LegalPlace, legalSpots } from './legal-spots.ts';
import { type Found, noEvidence, onlyPlaces, type Place } from './place.ts';
import { junctionPlaces, type Scene } from './scene.ts';

type LegalSearch = Pick<LegalRuleParameters, 'asOf' | 'builtUp'>;

/**
 * Places of the rule among the accidents of `scene`. With `earlier`, the same roads with the accidents of twelve more
 * months, every spot also says since when it has been one, and the notes how many places no longer are (`lapsed`).
 */
export function findLegalPlaces(scene: Scene, rule: LegalRule, search: LegalSearch, earlier?: Scene): Found {
  const rows = legalAccidents(earlier ?? scene, rule, search.builtUp);
  const result = legalSpots(rows, rule, search.asOf);
  const history = earlier === undefined ? null : legalHistory(rows, rule, search.asOf, result.spots);
  const index = new Map(scene.accidents.ids.map((id, i) => [id, i]));
  const at = (id: string): number => {
    const accident = index.get(id);
    if (accident === undefined) throw new Error(`accident ${id} of a spot is not in the window`);
    return accident;
  };
  const place = (spot: LegalPlace, status: Place['status'], nearby: string[]): Place => ({
    pass: spot.pass === 'route' ? 'road' : spot.pass,
    status,
    members: [
      ...spot.members.map((id) => ({ accident: at(id), role: 'member' as const })),
      ...nearby.map((id) => ({ accident: at(id), role: 'nearby' as const })),
    ],
    clause: null,
    margin: null,
    extentMetres: spot.extentMetres,
    outline: null,
    evidence: noEvidence,
  });
  const spots = result.spots.map((spot, i): Place => {
    // The gravest clause that fired names the spot; the rule lists them from the gravest.
    const [first] = spot.fired;
    return {
      ...place(spot, 'proposed', spot.nearby),
      clause: first?.clause ?? null,
      margin: first?.spare ?? null,
      evidence: { ...noEvidence, firstQualifiedOn: history?.firstQualifiedOn[i] ?? null },
    };
  });
  const nearMisses = result.nearMisses.map((spot) => place(spot, 'near_miss', []));
  return onlyPlaces([...spots, ...nearMisses], {
    stackedAccidents: result.stackedAccidents,
    ...(history !== null && { lapsed: history.lapsed }),
  });
}

/** The accidents of a scene as the rule looks at them: by junction and road, or for a rule of circles by place alone. */
function legalAccidents(
  { accidents, graph, network, snapped }: Scene,
  rule: LegalRule,
  builtUp: LegalSearch['builtUp'],
): LegalAccident[] {
  const isBuiltUp = accidents.urban.map((urban) => urban || builtUp === 'everywhere');
  const inPlane = accidents.ids.map(
    (id, i): LegalAccident => ({
      id,
      date: accidents.days[i] ?? '',
      severity: ruleSeverity(accidents.severities[i]),
      x: accidents.xs[i] ?? Number.NaN,
      y: accidents.ys[i] ?? Number.NaN,
      isBuiltUp: isBuiltUp[i] === true,
      junction: -1,
      route: -1,
      chainageMetres: 0,
    }),
  );
  if (rule.search === 'circle') return inPlane;
  const places = junctionPlaces(graph);
  const radius = inPlane.map((accident) =>
    accident.isBuiltUp ? rule.junctionRadiusMetresBuiltUp : rule.junctionRadiusMetresElsewhere,
  );
  const junctions = assignJunctions(accidents.xs, accidents.ys, radius, places.xs, places.ys);
  const chains = roadChains(graph, network.roadKey);
  return inPlane.map((accident, i) => {
    const edge = snapped.edge[i] ?? -1;
    const junction = junctions[i] ?? -1;
    if (edge < 0) return { ...accident, junction };
    const { chain, chainageMetres } = chainage(chains, graph, edge, snapped.offsetMetres[i] ?? 0);
    return { ...accident, junction, route: chain, chainageMetres };
  });
}

function ruleSeverity(severity: Severity | undefined): AccidentSeverity {
  if (severity === 'fatal') return 'fatal';
  return severity === 'property' ? 'property_only' : 'injury';
}
