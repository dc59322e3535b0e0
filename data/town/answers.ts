// The known answers of the town: what each method must find, by the keys of the records that were
// placed for it. They follow from the planting, not from running any method.
import { type Accident, isLastThreeYears, isLastYear } from './accidents.ts';
import { AS_OF, communeRings } from './layout.ts';
import { insideRing } from './plane.ts';
import { schoolSites } from './sites.ts';
import type { Finding } from './survey.ts';

/** Findings that are nobody's task any more. */
const CLOSED: readonly string[] = ['done', 'verified', 'refused'];

/** The content of answers.json. */
export function knownAnswers(
  accidents: readonly Accident[],
  findings: readonly Finding[],
): Readonly<Record<string, unknown>> {
  const keys = (group: string, keep: (accident: Accident) => boolean = () => true): string[] =>
    accidents.filter((each) => each.group === group && keep(each)).map((each) => each.key);
  const lastYear = (accident: Accident): boolean => isLastYear(accident.on);
  const lastThree = (accident: Accident): boolean => isLastThreeYears(accident.on);
  const isWest = (accident: Accident): boolean =>
    accident.at !== undefined && insideRing(communeRings.west, accident.at);
  return {
    asOf: AS_OF,
    schools: {
      worst: 'TH-CAUVAN',
      best: 'MN-HOASIM',
      surveyedWell: schoolSites.filter((each) => each.survey === 'well').map((each) => each.key),
      surveyedPartly: schoolSites.filter((each) => each.survey === 'partly').map((each) => each.key),
      surveyedLongAgo: schoolSites.filter((each) => each.survey === 'old').map((each) => each.key),
      neverSurveyed: schoolSites.filter((each) => each.survey === 'never').map((each) => each.key),
    },
    legalRule: {
      months: 12,
      lengthMetres: 200,
      junctionRadiusMetres: 50,
      spots: [
        { place: 'junction', reason: 'four injury accidents', members: keys('crossing', lastYear) },
        {
          place: 'gate of TH-CAUVAN on QL.99',
          reason: 'one fatal and two injury accidents',
          members: keys('gate', lastYear),
        },
        {
          place: 'QL.99 between junctions',
          reason: 'two fatal accidents',
          members: keys('stretch', lastYear),
        },
      ],
      oneShort: [{ place: 'junction on ĐT.699', members: keys('short', lastYear) }],
      exactlyTwelveMonthsOld: keys('short', (each) => !lastYear(each)),
      samePointButOnlyTheCommuneIsKnown: keys('area_point'),
    },
    dbscan: {
      epsMetres: 75,
      minPoints: 4,
      months: 36,
      clusters: [
        { place: 'crossing of QL.99 and ĐT.699', members: keys('crossing', lastThree) },
        { place: 'gate of TH-CAUVAN', members: keys('gate', lastThree) },
        { place: 'commune border on ĐT.699', members: keys('border'), membersInZZ01: keys('border', isWest) },
        { place: 'old-town corner', members: keys('market') },
        { place: 'junction on ĐT.699 that the legal rule leaves one short', members: keys('short') },
      ],
      notMembers: {
        tooOld: [
          ...keys('crossing', (each) => !lastThree(each)),
          ...keys('gate', (each) => !lastThree(each)),
        ],
        propertyOnly: [...keys('crossing_property'), ...keys('gate_property')],
        streetOnly: keys('crossing_street'),
      },
    },
    border: { school: 'THCS-DONGQUAO', accidentsInTheNeighbourCommune: keys('neighbour') },
    accidents: {
      total: accidents.length,
      withoutPlace: keys('no_place'),
      area: keys('area_point'),
    },
    findings: {
      total: findings.length,
      overdue: findings
        .filter((each) => !CLOSED.includes(each.state) && each.dueOn !== undefined && each.dueOn < AS_OF)
        .map((each) => each.key),
    },
  };
}
