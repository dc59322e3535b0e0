// Why a school is to be surveyed next, in words: age of the last survey, how long overdue, and what is missing.
import type { SurveyNext } from '../../../contract/risk.ts';
import type { Words } from '../../text/words.ts';

type Reasons = Pick<SurveyNext, 'surveyAgeMonths' | 'overdueMonths' | 'gaps'>;

/** "Khảo sát cũ nhất: 14 tháng trước"; whole months that have passed. */
export function surveyAge({ surveyAgeMonths }: Reasons, { t }: Words): string {
  if (surveyAgeMonths === null) return t('surveys.never');
  const months = Math.floor(surveyAgeMonths);
  return months === 0 ? t('surveys.ageNew') : t('surveys.age', { count: months });
}

/** "quá hạn 2 tháng", "còn trong hạn 12 tháng"; null for a school that was never surveyed. */
export function overdueText({ surveyAgeMonths, overdueMonths }: Reasons, { t }: Words): string | null {
  if (overdueMonths <= 0) return surveyAgeMonths === null ? null : t('surveys.inTime');
  const months = Math.floor(overdueMonths);
  return months === 0 ? t('surveys.overdueNew') : t('surveys.overdue', { count: months });
}

/** What is missing, one sentence for the gates and one for the routes: "Còn thiếu ở cổng: tốc độ xe (1/2)". */
export function missingTexts({ gaps }: Reasons, words: Words): string[] {
  const { t } = words;
  const texts = (['gate', 'route'] as const).flatMap((place) => {
    const list = gaps
      .filter((gap) => gap.place === place)
      .map(({ question, unanswered, of }) =>
        t('surveys.gap', {
          question: words.code('question', question),
          unanswered: words.count(unanswered),
          of: words.count(of),
        }),
      );
    return list.length === 0 ? [] : [t(`surveys.missing.${place}`, { list: list.join(', ') })];
  });
  return texts.length === 0 ? [t('surveys.complete')] : texts;
}
