// The case of a place with the road authority: its state and document, how it came there, and the next step.
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { Hotspot } from '../../../contract/hotspot.ts';
import { type CaseState, type HotspotCase, nextStates } from '../../../contract/hotspot-case.ts';
import { useHotspotCases, useOpenCase } from '../../case-queries.ts';
import { formatDay, formatMoment } from '../../format.ts';
import { newId } from '../../new-id.ts';
import { useWords, type Words } from '../../text/words.ts';
import { ProblemAlert } from '../data/problem-alert.tsx';
import { Failure } from '../states.tsx';
import styles from './hotspot-case.module.css';
import { CaseBadge } from './hotspot-case-badge.tsx';
import { CaseForm } from './hotspot-case-form.tsx';
import panel from './panel.module.css';
import { mayStartRuns, usePlanning } from './planning-context.tsx';

export function HotspotCases({ hotspot }: { hotspot: Hotspot }) {
  const { t } = useWords();
  const list = useHotspotCases(hotspot.runId);
  const cases = (list.data ?? []).filter(({ places }) => places.includes(hotspot.number));
  const isOpen = cases.some(({ state }) => nextStates[state].length > 0);
  return (
    <section className={panel.part}>
      <h3>{t('cases.title')}</h3>
      {list.isError ? <Failure problem={list.error} onRetry={() => void list.refetch()} /> : null}
      {cases.map((each) => (
        <OneCase key={each.id} found={each} />
      ))}
      {list.isSuccess && !isOpen ? <NewCase hotspot={hotspot} isFirst={cases.length === 0} /> : null}
    </section>
  );
}

function NewCase({ hotspot, isFirst }: { hotspot: Hotspot; isFirst: boolean }) {
  const { t } = useWords();
  const { session } = usePlanning();
  const open = useOpenCase();
  // One id for one decision: a repeat after a lost reply is the same case.
  const [id] = useState(newId);
  if (hotspot.method === 'hdbscan') return <p className={panel.soft}>{t('cases.exploration')}</p>;
  return (
    <>
      {isFirst ? <p className={panel.soft}>{t('cases.none')}</p> : null}
      {open.isError ? <ProblemAlert title={t('cases.failed')} problem={open.error} /> : null}
      {mayStartRuns(session) ? (
        <Button
          variant="default"
          loading={open.isPending}
          onClick={() =>
            open.mutate({ params: { id }, body: { run: hotspot.runId, number: hotspot.number } })
          }
        >
          {t('cases.open')}
        </Button>
      ) : (
        <p className={panel.soft}>{t('cases.noneOther')}</p>
      )}
    </>
  );
}

function OneCase({ found }: { found: HotspotCase }) {
  const words = useWords();
  const { t } = words;
  const { session } = usePlanning();
  const [chosen, setChosen] = useState<Exclude<CaseState, 'candidate'> | null>(null);
  const next = nextStates[found.state].filter((state) => state !== 'candidate');
  const mayWrite = mayStartRuns(session) && next.length > 0;
  return (
    <div className={styles.case}>
      <CaseBadge found={found} />
      {found.state === 'candidate' || found.state === 'sent' ? (
        <p className={panel.soft}>{t('cases.notOfficial')}</p>
      ) : null}
      <p>
        {t('cases.from', {
          number: found.foundNumber,
          method: t(`method.${found.method}`),
          day: formatDay(found.asOf),
          accidents: t('common.accidents', { count: found.accidents, shown: words.count(found.accidents) }),
        })}
      </p>
      <h4>{t('cases.history')}</h4>
      <ol className={styles.steps}>
        {found.steps.map((step) => (
          <li key={`${step.state} ${step.at}`} data-state={step.state}>
            <strong>{t(`cases.step.${step.state}`)}</strong>
            {stepBasis(step, words) === '' ? null : <span>{stepBasis(step, words)}</span>}
            {step.note === null ? null : <span>{step.note}</span>}
            <small>
              {t('cases.by', { name: step.by, moment: formatMoment(step.at, session.territory.timeZone) })}
            </small>
          </li>
        ))}
      </ol>
      {!mayWrite ? null : chosen === null ? (
        <Group gap="xs" role="group" aria-label={t('cases.next')}>
          {next.map((state) => (
            <Button key={state} size="sm" variant="default" onClick={() => setChosen(state)}>
              {t(`cases.action.${state}`)}
            </Button>
          ))}
        </Group>
      ) : (
        <CaseForm found={found} state={chosen} onClose={() => setChosen(null)} />
      )}
    </div>
  );
}

/** "VB số 12/CAT ngày 20/11/2026, Sở Xây dựng"; "" for a step without a document or a day. */
function stepBasis(step: HotspotCase['steps'][number], { t }: Words): string {
  const { documentNumber: number, documentOn, authority } = step;
  if (documentOn === null) return '';
  const day = formatDay(documentOn);
  return number === null || authority === null
    ? t('cases.treatedOn', { day })
    : t('cases.document', { number, day, authority });
}
