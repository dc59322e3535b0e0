// Every word of the printed sheet: who made it, when, what its figures cover and which runs they come from.
import { useMemo } from 'react';
import type { Run } from '../../../contract/run.ts';
import { formatDay } from '../../format.ts';
import { usePresets, useShownRisk } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { ruleOf } from '../planning/hotspot-rule.ts';
import { usePlanning } from '../planning/planning-context.tsx';
import { useShownHotspots } from '../planning/shown-runs.ts';
import { useScopeText } from '../planning/use-scope-text.ts';
import { lengthText } from './measure-words.ts';
import type { SheetWords } from './print-sheet.ts';

/** The words for a sheet with this title; `scale` is 5000 for 1:5.000. */
export function useSheetWords(title: string): (scale: number) => SheetWords {
  const words = useWords();
  const { session, state } = usePlanning();
  const { count, scope } = useScopeText();
  const risk = useShownRisk(state.riskRun).data;
  const hotspots = useShownHotspots();
  const presets = usePresets().data?.presets;
  const { layers } = state;
  return useMemo(() => {
    const { t, language } = words;
    const runText = (name: string, run: Pick<Run, 'id' | 'asOf'>): string =>
      t('mapTools.print.run', { name, day: formatDay(run.asOf), id: run.id.slice(0, 8) });
    const runs = [
      ...(layers.has('schools') && risk ? [runText(t('mapTools.print.risk'), risk)] : []),
      ...(layers.has('hotspots') ? hotspots : []).map(({ run, method }) => {
        const preset = method === 'legal_rule' ? ruleOf(run, presets ?? []).preset : null;
        const rule = preset === null ? '' : ` (${language === 'vi' ? preset.name : preset.nameEn})`;
        return runText(`${t(`method.${method}`)}${rule}`, run);
      }),
    ];
    const sources =
      session.territory.credits.length === 0 ? [t('map.source.own')] : session.territory.credits;
    const sentence = count === null ? scope : `${count}, ${scope}`;
    return (scale) => ({
      title,
      unit: t('mapTools.print.unit', { unit: session.grants[0]?.unitName ?? session.territory.name }),
      notes: [
        t('mapTools.print.covers', { sentence }),
        ...(runs.length === 0 ? [] : [t('mapTools.print.runs', { runs: runs.join('; ') })]),
        t('mapTools.print.sources', { sources: sources.join(', ') }),
      ],
      day: t('mapTools.print.day', { day: formatDay(session.today) }),
      by: t('mapTools.print.by', { name: session.account.displayName }),
      signature: `(${t('mapTools.print.signature')})`,
      scale: t('mapTools.print.scaleText', { scale: words.count(Math.round(scale)) }),
      length: (metres) => lengthText(metres, words),
      north: t('mapTools.print.north'),
      legend: t('mapTools.print.legend'),
      invented: session.invented ? t('mapTools.print.invented') : null,
    });
  }, [title, words, session, count, scope, risk, hotspots, presets, layers]);
}
