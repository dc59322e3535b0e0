// Which schools to survey next and why, most to be learnt first.
import type { SurveyNext } from '../../../contract/risk.ts';
import { useSurveyNext } from '../../school-queries.ts';
import { useWords } from '../../text/words.ts';
import { useUnitName } from '../planning/filter-fields.tsx';
import styles from '../planning/list.module.css';
import { PagedList } from '../planning/paged-list.tsx';
import panel from '../planning/panel.module.css';
import { usePlanning } from '../planning/planning-context.tsx';
import { RunStrip } from '../planning/run-strip.tsx';
import { schoolScope } from '../planning/scope-sentence.ts';
import { Notice } from '../states.tsx';
import own from './survey-list.module.css';
import { missingTexts, overdueText, surveyAge } from './survey-words.ts';

export function SurveyList() {
  const words = useWords();
  const { t } = words;
  const { state } = usePlanning();
  const { level, unit } = state.filter;
  const list = useSurveyNext(state.riskRun, { level, unit });
  const unitName = useUnitName();
  const first = list.data?.pages[0];
  const schools = list.data?.pages.flatMap((page) => page.schools) ?? [];
  return (
    <>
      <div className={styles.tools}>
        {state.riskRun === null || list.isPending ? null : <RunStrip kind="risk" run={first?.run ?? null} />}
        <p className={styles.note}>
          <strong>{t('surveys.title')}.</strong> {t('surveys.about')}
        </p>
        {first === undefined || first.run === null ? null : (
          <p className={styles.note} role="status">
            {t('surveys.count', {
              schools: t('common.schools', { count: first.total, shown: words.count(first.total) }),
              scope: schoolScope(state.filter, unitName, words),
            })}
          </p>
        )}
      </div>
      <PagedList list={list} label={t('surveys.title')} expected={{ rows: 6, height: 84 }}>
        {({ run }) =>
          run === null ? (
            <Notice tone="empty" title={t('surveys.noRun')} text={t('surveys.noRunHint')} />
          ) : schools.length === 0 ? (
            <Notice tone="empty" title={t('surveys.empty')} text={t('surveys.emptyHint')} />
          ) : (
            <ol className={styles.rows}>
              {schools.map((school, i) => (
                <SurveyRow key={school.schoolId} school={school} place={i + 1} />
              ))}
            </ol>
          )
        }
      </PagedList>
    </>
  );
}

function SurveyRow({ school, place }: { school: SurveyNext; place: number }) {
  const words = useWords();
  const { t } = words;
  const { state, open } = usePlanning();
  const isOpen = state.selection?.kind === 'school' && state.selection.id === school.schoolId;
  const overdue = overdueText(school, words);
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        data-kind="survey"
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => open({ kind: 'school', id: school.schoolId }, school.location)}
      >
        <span className={`${styles.rank} numbers`}>
          <span className="for-readers">{t('surveys.place', { place: words.count(place) })}</span>
          <b aria-hidden>{words.count(place)}</b>
        </span>
        <span>
          <span className={styles.title}>{school.schoolName}</span>
          <span className={own.line}>
            {school.levels.map((level) => t(`level.${level}`)).join(' + ')} · {school.unitName}
          </span>
          <span className={own.line}>
            {surveyAge(school, words)}
            {overdue === null ? '' : ', '}
            <span className={school.overdueMonths > 0 ? panel.alarm : undefined}>{overdue}</span>
          </span>
          {missingTexts(school, words).map((text) => (
            <span key={text} className={own.line}>
              {text}
            </span>
          ))}
        </span>
      </button>
    </li>
  );
}
