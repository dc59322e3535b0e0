// The survey of a school today: one record, which every answer given on this day goes into.
import type { SurveySheet } from '../../../contract/survey.ts';
import { SurveyInput } from '../../../contract/survey.ts';
import { newId } from '../../new-id.ts';
import { edited, type OutboxItem } from '../../outbox/item.ts';
import { addItem, changeItem, type OutboxStore } from '../../outbox/store.ts';
import { withdrawalOf } from '../../outbox/withdrawals.ts';

export type SheetPlace = Omit<SurveySheet, 'answers'>;

type Today = { schoolId: string; accountId: string; day: string };

/** Today's day on this phone's clock, "2026-11-21". */
export function localDay(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Where today's answers go; undefined before the first one, and after it was withdrawn. */
export function surveyOfToday(items: readonly OutboxItem[], today: Today): OutboxItem | undefined {
  return items.find(({ id, kind, body, accountId }) => {
    if (kind !== 'survey' || accountId !== today.accountId) return false;
    if (withdrawalOf(items, id) !== undefined) return false;
    const survey = SurveyInput.safeParse(body);
    return survey.success && survey.data.schoolId === today.schoolId && survey.data.surveyedOn === today.day;
  });
}

/** The sheets of a survey item. */
export function sheetsOf(item: OutboxItem | undefined): SurveySheet[] {
  const survey = SurveyInput.safeParse(item?.body);
  return survey.success ? survey.data.sheets : [];
}

/** Whether two sheets are about the same gate or stretch. */
export function isSamePlace(a: SheetPlace, b: SheetPlace): boolean {
  return (
    a.gateId === b.gateId &&
    a.routeId === b.routeId &&
    a.fromMetres === b.fromMetres &&
    a.toMetres === b.toMetres
  );
}

/** Puts a sheet (if any) into today's survey, which is made when there is none; gives the survey's id. */
export async function keepInSurvey(
  store: OutboxStore,
  today: Today,
  sheet: SurveySheet | null,
): Promise<string> {
  const known = surveyOfToday(await store.items.orderBy('seq').toArray(), today);
  const now = new Date();
  const head = { schoolId: today.schoolId, surveyedOn: today.day };
  if (known === undefined) {
    const id = newId();
    const body = { ...head, sheets: sheet === null ? [] : [sheet] };
    await addItem(store, {
      id,
      kind: 'survey',
      body,
      accountId: today.accountId,
      savedAt: now.toISOString(),
    });
    return id;
  }
  if (sheet !== null) {
    await changeItem(store, known.id, (item) => {
      const others = sheetsOf(item).filter((one) => !isSamePlace(one, sheet));
      return edited(item, { ...head, sheets: [...others, sheet] }, now);
    });
  }
  return known.id;
}
