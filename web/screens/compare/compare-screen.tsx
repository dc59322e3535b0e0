// Two runs side by side: which two, how they differ, and what that changed, under the head that all screens share.
import { IconArrowLeft } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { Comparison } from '../../../contract/comparison.ts';
import { useComparableRuns, useComparison } from '../../compare-queries.ts';
import { usePresets } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import data from '../data/data.module.css';
import { ProblemAlert } from '../data/problem-alert.tsx';
import { ScreenFrame, ScrollingMain } from '../screen-frame.tsx';
import { Failure, Notice, PanelSkeleton } from '../states.tsx';
import { type CompareState, readComparison, writeComparison } from './compare-link.ts';
import { differenceName, differenceValue, runBefore } from './compare-words.ts';
import { HotspotComparison } from './hotspot-comparison.tsx';
import { RankComparison } from './rank-comparison.tsx';
import { RunPickers } from './run-pickers.tsx';

const route = getRouteApi('/so-sanh');

export function CompareScreen({ session }: { session: Session }) {
  const { t } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const state = useMemo(() => readComparison(search), [search]);
  return (
    <ScreenFrame session={session}>
      <ScrollingMain>
        <div className={data.page} data-wide>
          <Link className={data.back ?? ''} to="/" search={{}}>
            <IconArrowLeft size={18} aria-hidden /> {t('compare.toMap')}
          </Link>
          <div>
            <h1 className={data.title}>{t('compare.title')}</h1>
            <p className={data.soft}>{t('compare.intro')}</p>
          </div>
          <Body
            session={session}
            state={state}
            onChange={(next) => void navigate({ search: writeComparison(next), replace: true })}
          />
        </div>
      </ScrollingMain>
    </ScreenFrame>
  );
}

type BodyProps = { session: Session; state: CompareState; onChange(state: CompareState): void };

function Body({ session, state, onChange }: BodyProps) {
  const { t } = useWords();
  const list = useComparableRuns(state.kind);
  // Without a choice: the newest run against the one before it.
  const runs = list.data?.runs ?? [];
  const after = state.after ?? runs.find(({ id }) => id !== state.before)?.id ?? null;
  const before = state.before ?? runBefore(runs, after)?.id ?? null;
  const comparison = useComparison(before, after);
  return (
    <>
      <RunPickers
        kind={state.kind}
        before={before}
        after={after}
        runs={runs}
        timeZone={session.territory.timeZone}
        onChange={onChange}
      />
      {list.isError ? (
        <Failure problem={list.error} onRetry={() => void list.refetch()} />
      ) : list.isSuccess && (before === null || after === null) ? (
        <Notice tone="empty" title={t('compare.tooFew')} text={t('compare.tooFewHint')} />
      ) : before === after && before !== null ? (
        <Notice tone="empty" title={t('compare.same')} />
      ) : comparison.isError ? (
        <ProblemAlert title={t('compare.failed')} problem={comparison.error} />
      ) : comparison.isPending ? (
        <PanelSkeleton />
      ) : (
        <>
          <Differences comparison={comparison.data} />
          {comparison.data.hotspots === null ? null : (
            <HotspotComparison
              key={`${comparison.data.before.id} ${comparison.data.after.id}`}
              comparison={comparison.data}
              hotspots={comparison.data.hotspots}
              session={session}
            />
          )}
          {comparison.data.ranks === null ? null : <RankComparison ranks={comparison.data.ranks} />}
        </>
      )}
    </>
  );
}

function Differences({ comparison }: { comparison: Comparison }) {
  const words = useWords();
  const { t } = words;
  const presets = usePresets().data?.presets ?? [];
  const { parameters, factsChanged, programChanged } = comparison;
  return (
    <section className={data.card}>
      <h2>{t('compare.differs')}</h2>
      <ul style={{ margin: 0, paddingLeft: 20, lineHeight: 1.6 }}>
        {parameters.length === 0 ? <li>{t('compare.noParameters')}</li> : null}
        {parameters
          .filter(({ before, after }) => before !== null && after !== null)
          .map(({ name, before, after }) => (
            <li key={name}>
              {t('compare.parameter', {
                name: differenceName(name, words),
                before: differenceValue(name, before, presets, words),
                after: differenceValue(name, after, presets, words),
              })}
            </li>
          ))}
        <li>{t(factsChanged ? 'compare.facts' : 'compare.factsSame')}</li>
        {programChanged ? <li>{t('compare.program')}</li> : null}
      </ul>
    </section>
  );
}
