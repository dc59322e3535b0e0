// The study as it was frozen with the decision: comparison schools, dates and protocol; and the day the measures stood.
import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { PilotStudy } from '../../../contract/evaluation.ts';
import { monthsBefore } from '../../calendar.ts';
import { formatDay } from '../../format.ts';
import { useSetCompletion } from '../../pilot-queries.ts';
import { useWords } from '../../text/words.ts';
import { ProblemAlert } from '../data/problem-alert.tsx';
import { FactList } from '../fact-list.tsx';
import pageStyles from './pilots.module.css';
import styles from './study.module.css';

type Props = { study: PilotStudy; today: string; mayRecord: boolean };

export function StudyPlan({ study, today, mayRecord }: Props) {
  const { t } = useWords();
  const { decision, comparisons, isOtherRoad, completedOn } = study;
  const dates = (['before', 'month_1', 'month_6'] as const).map((period) => {
    const name = t(`pilot.study.period.${period}`);
    if (period === 'before') return `${name}: ${t('pilot.study.beforeDate')}`;
    if (completedOn === null) return name;
    const day = formatDay(monthsBefore(completedOn, period === 'month_1' ? -1 : -6));
    return `${name}: ${t('pilot.study.aboutDate', { day })}`;
  });
  return (
    <section className={pageStyles.card} aria-labelledby="plan-title">
      <h2 id="plan-title">{t('pilot.study.frozen')}</h2>
      <FactList
        facts={[
          { name: t('pilot.study.decidedOn'), value: formatDay(decision.decidedAt) },
          {
            name: t('pilot.study.comparisons'),
            value:
              comparisons.length === 0
                ? t('pilot.study.noComparisons')
                : comparisons.map(({ schoolId, schoolName }, i) => (
                    <span key={schoolId}>
                      {i === 0 ? '' : ', '}
                      <Link className={pageStyles.link} to="/truong/$id" params={{ id: schoolId }}>
                        {schoolName}
                      </Link>
                    </span>
                  )),
          },
          {
            name: t('pilot.study.completedOn'),
            value: completedOn === null ? t('pilot.study.notCompleted') : formatDay(completedOn),
          },
          { name: t('pilot.study.dates'), value: dates.join(' · ') },
        ]}
      />
      {isOtherRoad ? <p className={pageStyles.warning}>{t('pilot.study.otherRoad')}</p> : null}
      <p className={styles.small}>
        {t('pilot.study.comparisonRule')} {t('pilot.study.protocol')}
      </p>
      {completedOn === null && mayRecord ? <Completion study={study} today={today} /> : null}
    </section>
  );
}

function Completion({ study, today }: { study: PilotStudy; today: string }) {
  const { t } = useWords();
  const complete = useSetCompletion(study.decision.id);
  const [day, setDay] = useState('');
  return (
    <form
      className={styles.completion}
      onSubmit={(event) => {
        event.preventDefault();
        complete.mutate(day);
      }}
    >
      <TextInput
        type="date"
        label={t('pilot.study.completedOn')}
        required
        max={today}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={day === ''} loading={complete.isPending}>
        {t('pilot.study.complete')}
      </Button>
      {complete.isError ? <ProblemAlert title={t('pilot.failed')} problem={complete.error} /> : null}
    </form>
  );
}
