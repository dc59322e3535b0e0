// Proposed accident clusters of the shown run of a method, worst first, and which clause each one meets.
import { Button, Switch } from '@mantine/core';
import type { HotspotSummary } from '../../../contract/hotspot.ts';
import type { HotspotCase } from '../../../contract/hotspot-case.ts';
import type { LegalRuleValue } from '../../../contract/run-parameters.ts';
import { useHotspotCases } from '../../case-queries.ts';
import { useHotspotList, usePresets } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { ExportMenu } from '../export-menu.tsx';
import { ScrollRegion } from '../scroll-region.tsx';
import { Failure, ListSkeleton, Notice } from '../states.tsx';
import { AgreementMarks } from './agreement-marks.tsx';
import { CaseBadge } from './hotspot-case-badge.tsx';
import { clauseText, emptyReason, ruleOf } from './hotspot-rule.ts';
import { HotspotTags } from './hotspot-tags.tsx';
import styles from './list.module.css';
import { MethodSelect } from './method-select.tsx';
import { mayStartRuns, usePlanning } from './planning-context.tsx';
import { RunBar } from './run-bar.tsx';
import { methodOf } from './run-choice.ts';
import { RunStrip } from './run-strip.tsx';
import { SeverityCounts } from './severity-counts.tsx';

export function HotspotList() {
  const words = useWords();
  const { t } = words;
  const { session, state, change } = usePlanning();
  const { hotspotRun, nearMiss } = state;
  const list = useHotspotList(hotspotRun, state.method, { unit: state.filter.unit, nearMiss });
  const presets = usePresets().data?.presets ?? [];
  const run = list.data?.run ?? null;
  const cases = useHotspotCases(run?.id ?? null).data ?? [];
  const rule = run === null ? null : ruleOf(run, presets).value;
  // A named run says its own method, whatever else the link says.
  const method = (run === null ? null : methodOf(run)) ?? state.method;
  return (
    <ScrollRegion label={t('planning.tab.hotspots')}>
      <div className={`${styles.tools} ${styles.sticky}`}>
        {hotspotRun === null || list.isPending ? null : <RunStrip kind="hotspots" run={run} />}
        <MethodSelect
          value={method}
          onChange={(next) => change({ method: next, hotspotRun: null }, 'replace')}
        />
        <RunBar kind="hotspots" method={method} shown={list.data?.run}>
          <Button size="compact-sm" variant="subtle" onClick={() => change({ isPredictionOpen: true })}>
            {t('prediction.title')}
          </Button>
          {run === null ? null : (
            <ExportMenu
              look={{ size: 'compact-sm', variant: 'subtle' }}
              layer="hotspots"
              query={{ method, run: run.id, unit: state.filter.unit }}
              note={t('file.hotspots')}
            />
          )}
        </RunBar>
        {method === 'legal_rule' ? (
          <Switch
            checked={nearMiss}
            label={t('hotspots.nearMiss')}
            onChange={(event) => change({ nearMiss: event.currentTarget.checked }, 'replace')}
          />
        ) : null}
        <p className={styles.note}>
          {method === 'hdbscan' ? '' : `${t('hotspots.proposal')} `}
          {t('hotspots.filterNote')}
        </p>
      </div>
      {list.isPending ? (
        <ListSkeleton rows={5} height={92} />
      ) : list.isError ? (
        <Failure problem={list.error} onRetry={() => void list.refetch()} />
      ) : list.data.run === null ? (
        <Notice
          tone="empty"
          title={t('hotspots.noRun')}
          text={mayStartRuns(session) ? t('hotspots.noRunPlanner') : t('hotspots.noRunOther')}
        />
      ) : list.data.hotspots.length === 0 ? (
        <Notice
          tone="empty"
          title={emptyReason(list.data.run, words) ?? t('hotspots.empty')}
          text={t(method === 'legal_rule' ? 'hotspots.emptyHint' : 'hotspots.emptyHintOther')}
        />
      ) : (
        <ol className={styles.rows}>
          {list.data.hotspots.map((hotspot) => (
            <HotspotRow
              key={hotspot.number}
              hotspot={hotspot}
              rule={rule}
              cases={cases.filter(({ places }) => places.includes(hotspot.number))}
            />
          ))}
        </ol>
      )}
    </ScrollRegion>
  );
}

type RowProps = { hotspot: HotspotSummary; rule: LegalRuleValue | null; cases: readonly HotspotCase[] };

function HotspotRow({ hotspot, rule, cases }: RowProps) {
  const words = useWords();
  const { t } = words;
  const { state, open } = usePlanning();
  const { selection } = state;
  const isOpen =
    selection?.kind === 'hotspot' && selection.run === hotspot.runId && selection.number === hotspot.number;
  const isNearMiss = hotspot.status === 'near_miss';
  const clause = clauseText(hotspot, rule, words);
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        data-kind="hotspot"
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => open({ kind: 'hotspot', run: hotspot.runId, number: hotspot.number }, hotspot.anchor)}
      >
        <span className={`${styles.rank} numbers`}>
          <b>{words.count(hotspot.accidents)}</b>
          <span>{t('hotspots.accidentsUnit')}</span>
        </span>
        <span>
          <span className={styles.title}>
            {hotspot.roadName ?? t('hotspots.item', { number: hotspot.number })}
          </span>
          <br />
          <span className={styles.sub}>
            {[
              t(`hotspotPass.${hotspot.pass}`),
              hotspot.unitName,
              isNearMiss ? t('hotspotStatus.near_miss') : null,
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </span>
          <SeverityCounts counts={hotspot} />
          <AgreementMarks hotspot={hotspot} />
          <HotspotTags hotspot={hotspot} />
          <span className={styles.cases}>
            {cases.map((found) => (
              <CaseBadge key={found.id} found={found} />
            ))}
          </span>
          {clause === null ? null : (
            <span className={styles.sub}>
              {t(isNearMiss ? 'hotspots.clauseMissed' : 'hotspots.clauseFired', { clause })}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}
