// The legal definition of an accident spot, as data: how many accidents of which kind, in
// which window of time and space. Apart from the search because ministries change the numbers.
import type { LegalRuleValue } from '../../contract/run-parameters.ts';

/** One version of the rule by its name. */
export type LegalRule = LegalRuleValue & { id: string };

export type AccidentSeverity = 'fatal' | 'injury' | 'property_only';

/** What a set of accidents counts under a rule. */
export type SpotCount = { fatal: number; total: number };

export type ClauseName = 'fatal' | 'fatal_with_total' | 'injury_total';

/** A clause that is met, and how many accidents (of the scarcer kind) it has to spare. */
export type FiredClause = { clause: ClauseName; spare: number };

/** Whether an accident of this severity counts at all. */
export function doesCount(rule: LegalRule, severity: AccidentSeverity): boolean {
  return severity !== 'property_only' || rule.includePropertyOnly;
}

/**
 * The clauses of the rule that a count meets; empty when the place is no spot. Adding an
 * accident never unmeets a clause, which is what makes "the largest window" well defined.
 */
export function firedClauses(rule: LegalRule, { fatal, total }: SpotCount): FiredClause[] {
  const fired: FiredClause[] = [];
  if (rule.fatalAtLeast !== null) fired.push({ clause: 'fatal', spare: fatal - rule.fatalAtLeast });
  if (rule.fatalWithTotal !== null) {
    const spare = Math.min(fatal - rule.fatalWithTotal.fatal, total - rule.fatalWithTotal.total);
    fired.push({ clause: 'fatal_with_total', spare });
  }
  if (rule.injuryTotalAtLeast !== null)
    fired.push({ clause: 'injury_total', spare: total - rule.injuryTotalAtLeast });
  return fired.filter(({ spare }) => spare >= 0);
}

/** Whether a count makes a spot; an empty place never does. */
export function qualifies(rule: LegalRule, count: SpotCount): boolean {
  return count.total > 0 && firedClauses(rule, count).length > 0;
}

/**
 * The date `months` calendar months before `date` (both yyyy-mm-dd); a day the month does not
 * have becomes its last day, as in PostgreSQL's interval arithmetic. Throws RangeError for
 * text of another form or a day that does not exist.
 */
export function monthsBefore(date: string, months: number): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  const [year, month, day] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) {
    throw new RangeError(`not a date: ${date}`);
  }
  const monthIndex = year * 12 + (month - 1) - months;
  const toYear = Math.floor(monthIndex / 12);
  const toMonth = monthIndex - toYear * 12 + 1;
  const toDay = Math.min(day, daysInMonth(toYear, toMonth));
  const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');
  return `${pad(toYear, 4)}-${pad(toMonth, 2)}-${pad(toDay, 2)}`;
}

/** Whether `date` lies in the `months` calendar months up to and including `asOf`. */
export function isInWindow(date: string, asOf: string, months: number): boolean {
  return date > monthsBefore(asOf, months) && date <= asOf;
}

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}
