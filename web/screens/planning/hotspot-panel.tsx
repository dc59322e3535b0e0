// One proposed accident cluster: the rule that made it, its accidents, and the run it comes from.
import { IconInfoCircle } from '@tabler/icons-react';
import type { Hotspot } from '../../../contract/hotspot.ts';
import { useHotspotCases } from '../../case-queries.ts';
import { formatDay, formatPeriod } from '../../format.ts';
import { useHotspot, usePresets } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { FactList } from '../fact-list.tsx';
import { Failure, Notice, PanelSkeleton } from '../states.tsx';
import { AccidentRow } from './accident-row.tsx';
import { Agreements } from './agreement-marks.tsx';
import { HotspotAround } from './hotspot-around.tsx';
import { HotspotCases } from './hotspot-case.tsx';
import { CaseBadge } from './hotspot-case-badge.tsx';
import {
  evidenceFacts,
  excessSentence,
  predictiveSentence,
  schoolTimeSentence,
  significance,
} from './hotspot-evidence.ts';
import { HotspotPattern } from './hotspot-pattern.tsx';
import { ruleOf, ruleSentence } from './hotspot-rule.ts';
import { HotspotTags } from './hotspot-tags.tsx';
import listStyles from './list.module.css';
import styles from './panel.module.css';
import { usePlanning } from './planning-context.tsx';
import { RunFacts } from './run-facts.tsx';
import { runPeriod } from './run-period.ts';
import { RunStrip } from './run-strip.tsx';
import { SeverityCounts } from './severity-counts.tsx';

export function HotspotPanel({ run, number }: { run: string; number: number }) {
  const { t } = useWords();
  const hotspot = useHotspot({ run, number });
  if (hotspot.isPending) return <PanelSkeleton />;
  if (hotspot.isError) {
    if (hotspot.error.key === 'not-found') return <Notice tone="empty" title={t('hotspot.notFound')} />;
    return <Failure problem={hotspot.error} onRetry={() => void hotspot.refetch()} />;
  }
  return (
    <>
      <Head hotspot={hotspot.data} />
      {hotspot.data.run.standard ? null : (
        <div className={styles.part}>
          <RunStrip kind="hotspots" run={hotspot.data.run} isShort />
        </div>
      )}
      <Rule hotspot={hotspot.data} />
      <Evidence hotspot={hotspot.data} />
      <Extent hotspot={hotspot.data} />
      <HotspotCases hotspot={hotspot.data} />
      <Agreements hotspot={hotspot.data} />
      <Predictive hotspot={hotspot.data} />
      <HotspotPattern hotspot={hotspot.data} />
      <HotspotAround hotspot={hotspot.data} />
      <Members hotspot={hotspot.data} />
      <RunFacts run={hotspot.data.run} />
    </>
  );
}

function Head({ hotspot }: { hotspot: Hotspot }) {
  const { t } = useWords();
  const official = useHotspotCases(hotspot.runId).data?.find(
    ({ state, places }) => state === 'official' && places.includes(hotspot.number),
  );
  const place = [t(`hotspotPass.${hotspot.pass}`), hotspot.unitName]
    .filter((part) => part !== null)
    .join(' · ');
  return (
    <div className={styles.head}>
      <h2 className={styles.name}>{hotspot.roadName ?? t('hotspots.item', { number: hotspot.number })}</h2>
      <p className={styles.under}>
        {hotspot.status === 'near_miss' ? `${t('hotspot.nearMissTitle')} · ` : ''}
        {place}
      </p>
      <HotspotTags hotspot={hotspot} />
      {official === undefined ? (
        <p className={styles.proposal}>
          <IconInfoCircle size={18} aria-hidden />{' '}
          {t(hotspot.method === 'hdbscan' ? 'hotspot.explorationOnly' : 'hotspot.notOfficial')}
        </p>
      ) : (
        <p style={{ margin: '10px 0 0' }}>
          <CaseBadge found={official} />
        </p>
      )}
    </div>
  );
}

function Rule({ hotspot }: { hotspot: Hotspot }) {
  const words = useWords();
  const { t, language } = words;
  const presets = usePresets();
  const { preset: rule, value } = ruleOf(hotspot.run, presets.data?.presets ?? []);
  return (
    <section className={styles.part}>
      <h3>{t('common.why')}</h3>
      <p>{ruleSentence(hotspot, hotspot.run, value, words)}</p>
      <p className={styles.soft}>
        {t(hotspot.method === 'legal_rule' ? 'hotspot.rule' : 'hotspots.method')}:{' '}
        {t(`method.${hotspot.method}`)}
        {rule !== null
          ? ` – ${language === 'vi' ? rule.name : rule.nameEn}`
          : hotspot.method === 'legal_rule' && value !== null
            ? ` – ${t('hotspot.ownRule')}`
            : ''}
      </p>
      {rule === null ? null : (
        <>
          <p className={styles.soft}>
            {rule.validTo === null
              ? t('hotspot.valid', { day: formatDay(rule.validFrom) })
              : t('hotspot.validUntil', { period: formatPeriod(rule.validFrom, rule.validTo) })}
            . {t('hotspot.evidence', { evidence: words.code('evidence', rule.evidence) })}.
          </p>
          <p className={styles.soft}>
            {t('hotspot.source', { source: language === 'vi' ? rule.source : rule.sourceEn })}
          </p>
        </>
      )}
    </section>
  );
}

/** How sure the place is, how far above roads of its class, and how much of it happens in school hours. */
function Evidence({ hotspot }: { hotspot: Hotspot }) {
  const words = useWords();
  const { t } = words;
  const excess = excessSentence(hotspot, words);
  const facts = evidenceFacts(hotspot, hotspot.run.notes, words);
  return (
    <section className={styles.part}>
      <h3>{t('evidenceOf.title')}</h3>
      {significance(hotspot, hotspot.run.notes, words).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {hotspot.q === null ? null : <p className={styles.soft}>{t('evidenceOf.qMeaning')}</p>}
      {excess === null ? null : (
        <p>
          {hotspot.isLikelyRandom === true ? <strong>{t('evidenceOf.random')}</strong> : null} {excess}
        </p>
      )}
      <p>
        {hotspot.isSchoolTime === true ? <strong>{t('evidenceOf.isSchoolTime')}</strong> : null}{' '}
        {schoolTimeSentence(hotspot, words)}
      </p>
      {facts.length === 0 ? null : (
        <FactList
          facts={facts.map(({ name, value, note }) => ({
            name,
            value:
              note === undefined ? (
                value
              ) : (
                <>
                  {value} <span className={styles.soft}>({note})</span>
                </>
              ),
          }))}
        />
      )}
    </section>
  );
}

function Extent({ hotspot }: { hotspot: Hotspot }) {
  const words = useWords();
  const { t } = words;
  const period = runPeriod(hotspot.run);
  const accidents = t('common.accidents', {
    count: hotspot.accidents,
    shown: words.count(hotspot.accidents),
  });
  return (
    <section className={styles.part}>
      <FactList
        facts={[
          {
            name: t('hotspot.counts'),
            value: (
              <>
                {period === null ? accidents : t('hotspot.countsScope', { accidents, period })}
                <SeverityCounts counts={hotspot} />
              </>
            ),
          },
          {
            name: t('hotspot.index'),
            value: (
              <>
                {words.decimal(hotspot.severityIndex, 2)}{' '}
                <span className={styles.soft}>({t('hotspot.indexNote')})</span>
              </>
            ),
          },
          { name: t('hotspot.extent'), value: words.metres(hotspot.extentMetres) },
          { name: t('hotspot.between'), value: formatPeriod(hotspot.firstOn, hotspot.lastOn) },
        ]}
      />
      {hotspot.isCorridor ? <div className={styles.proposal}>{t('hotspot.corridor')}</div> : null}
    </section>
  );
}

function Predictive({ hotspot }: { hotspot: Hotspot }) {
  const words = useWords();
  const { t } = words;
  const { change } = usePlanning();
  const record = hotspot.predictive;
  return (
    <section className={styles.part}>
      <h3>{t('predictive.title')}</h3>
      {hotspot.method === 'hdbscan' ? (
        <p>{t('predictive.exploration')}</p>
      ) : (
        <>
          <p>{record === null ? t('predictive.untested') : predictiveSentence(record, words)}</p>
          {record === null ? null : (
            <p className={styles.soft}>
              {t('predictive.basis', {
                accidents: t('common.accidents', {
                  count: record.accidents,
                  shown: words.count(record.accidents),
                }),
                testYear: record.testYear,
              })}
            </p>
          )}
          <button type="button" className={styles.link} onClick={() => change({ isPredictionOpen: true })}>
            {t('predictive.open')}
          </button>
        </>
      )}
    </section>
  );
}

function Members({ hotspot }: { hotspot: Hotspot }) {
  const words = useWords();
  const { t } = words;
  const { openFromPanel } = usePlanning();
  return (
    <section className={styles.part}>
      <h3>{t('hotspot.members')}</h3>
      <ol className={listStyles.rows} style={{ margin: '0 -16px' }}>
        {hotspot.members.map(({ accident, role }) => (
          <AccidentRow
            key={accident.id}
            accident={accident}
            isOpen={false}
            remark={t(`memberRole.${role}`)}
            onOpen={() => openFromPanel({ kind: 'accident', id: accident.id })}
          />
        ))}
      </ol>
      {hotspot.hiddenMembers.map((hidden) => (
        <p key={hidden.unitName} className={styles.soft} style={{ marginTop: 8 }}>
          {t('hotspot.hidden', {
            accidents: t('common.accidents', {
              count: hidden.accidents,
              shown: words.count(hidden.accidents),
            }),
            unit: hidden.unitName,
          })}
        </p>
      ))}
    </section>
  );
}
