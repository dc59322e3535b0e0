// The coverage of the overview and of school pages is that of the ledger.
export { routeCoverage, surveyedSince } from '../coverage/rule.ts';
