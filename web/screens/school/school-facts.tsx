// Gates, routes and findings of one school.
import type { z } from 'zod';
import type { Finding, Gate, SchoolRoute } from '../../../contract/facts.ts';
import { daysBetween } from '../../calendar.ts';
import { formatDay } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import { FlyButton } from '../planning/fly-button.tsx';
import styles from '../planning/panel.module.css';
import { usePlanning } from '../planning/planning-context.tsx';

type SchoolGate = z.infer<typeof Gate>;
type Route = z.infer<typeof SchoolRoute>;
type SchoolFinding = z.infer<typeof Finding>;

export function SchoolGates({ gates }: { gates: readonly SchoolGate[] }) {
  const { t } = useWords();
  return (
    <section className={styles.part}>
      <h3>{t('school.gates')}</h3>
      {gates.length === 0 ? <p className={styles.soft}>{t('school.noGates')}</p> : null}
      <ul className={styles.list}>
        {gates.map((gate) => (
          <li key={gate.id} className={styles.withAct}>
            <span>
              <b>{gate.name ?? t(`gateKind.${gate.kind}`)}</b>
              {gate.name === null ? '' : ` · ${t(`gateKind.${gate.kind}`)}`}
              {gate.opens === null ? '' : ` · ${t('school.gateOpens', { text: gate.opens })}`}
            </span>
            <FlyButton place={gate.location} name={gate.name ?? t(`gateKind.${gate.kind}`)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function SchoolRoutes({ routes }: { routes: readonly Route[] }) {
  const words = useWords();
  const { t } = words;
  return (
    <section className={styles.part}>
      <h3>{t('school.routes')}</h3>
      {routes.length === 0 ? <p className={styles.soft}>{t('school.noRoutes')}</p> : null}
      <ul className={styles.list}>
        {routes.map((route) => (
          <li key={route.id}>
            <b>{route.name ?? t('school.routeUnnamed')}</b>
            <div className={styles.soft}>
              {[
                words.metres(route.lengthMetres),
                route.share === null ? null : t('school.routeShare', { share: words.share(route.share) }),
                route.lastSurveyedOn === null
                  ? null
                  : t('school.routeSurveyed', { day: formatDay(route.lastSurveyedOn) }),
              ]
                .filter((part) => part !== null)
                .join(' · ')}
              {route.lastSurveyedOn === null ? (
                <>
                  {' · '}
                  <span className={styles.alarm}>{t('school.routeNotSurveyed')}</span>
                </>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function SchoolFindings({ findings }: { findings: readonly SchoolFinding[] }) {
  const words = useWords();
  const { t } = words;
  const { session } = usePlanning();
  return (
    <section className={styles.part}>
      <h3>{t('school.findings')}</h3>
      {findings.length === 0 ? <p className={styles.soft}>{t('school.noFindings')}</p> : null}
      <ul className={styles.list}>
        {findings.map((finding) => (
          <li key={finding.id} className={styles.withAct}>
            <span>
              <b>{finding.description ?? words.code('observation', finding.reasonCode)}</b>
              <div className={styles.soft}>
                {[
                  t(`findingOwner.${finding.owner}`),
                  t(`findingState.${finding.state}`),
                  finding.recommendationNumber === null
                    ? null
                    : t('school.recommendation', { number: finding.recommendationNumber }),
                  t('school.foundOn', { day: formatDay(finding.foundOn) }),
                ]
                  .filter((part) => part !== null)
                  .join(' · ')}
              </div>
              <Due finding={finding} today={session.today} />
            </span>
            <FlyButton
              place={finding.location}
              name={finding.description ?? words.code('observation', finding.reasonCode)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Due({ finding, today }: { finding: SchoolFinding; today: string }) {
  const { t } = useWords();
  if (finding.dueOn === null) return null;
  const due = t('school.due', { day: formatDay(finding.dueOn) });
  const isClosed = finding.state === 'done' || finding.state === 'verified' || finding.state === 'refused';
  const daysLate = daysBetween(finding.dueOn, today);
  if (isClosed || daysLate <= 0) return <div className={styles.soft}>{due}</div>;
  return (
    <div className={styles.alarm}>
      {due} · {t('school.overdue', { count: daysLate })}
    </div>
  );
}
