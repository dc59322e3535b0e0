// Risks of schools whose facts are known, by a calibration given or fitted to these very schools.

import { fitRates, fitReferences, fitScore } from './calibrate.ts';
import { type Calibration, priorOf, referenceOf, withScoreOf } from './calibration.ts';
import { type SchoolSums, schoolSums, weightedAccidents } from './components.ts';
import type { RiskParameters } from './parameters.ts';
import type { SchoolFacts } from './school-facts.ts';
import { rescored, riskFromComponents, type SchoolRisk } from './score.ts';

export type Assessment = { calibration: Calibration; components: SchoolSums[]; risks: SchoolRisk[] };

/**
 * Components and risk of every school, in the order given. A calibration that is given is applied as it is; null fits
 * one on these schools as of day `asOf`. Order of schools and rows changes nothing.
 */
export function assess(
  schools: readonly SchoolFacts[],
  given: Calibration | null,
  { parameters, asOf }: { parameters: RiskParameters; asOf: string },
): Assessment {
  const references = given?.references ?? fitReferences(schools.map(knownExposure), parameters);
  const components = schools.map(({ place, input: { accidents, ...facts } }) =>
    schoolSums(
      { ...facts, reference: referenceOf(references, place) },
      parameters,
      weightedAccidents({ ...facts, accidents }, parameters),
    ),
  );
  const calibrating = schools.flatMap(({ place }, i) => {
    const own = components[i];
    return own === undefined ? [] : [{ ...place, components: own }];
  });
  const rates = given?.rates ?? fitRates(calibrating, parameters);
  const risks = calibrating.map(({ components: own, ...place }) =>
    riskFromComponents(own, parameters, priorOf({ rates }, place, parameters)),
  );
  const calibration: Calibration = given ?? {
    parameters: { id: parameters.id, version: parameters.version },
    fittedOn: { runId: null, asOf, schools: schools.length },
    references,
    rates,
    score: fitScore(
      risks.map(({ risk }) => risk),
      parameters,
    ),
  };
  const scored = withScoreOf(calibration, parameters);
  return { calibration, components, risks: risks.map((risk) => rescored(risk, scored)) };
}

function knownExposure({ place, input }: SchoolFacts) {
  return { ...place, trafficKm: input.trafficKm, pupils: input.pupils };
}
