// The filters that choose from closed lists of codes, in their order; the bar on a desk and the drawer on a phone show
// the same ones.
import type { ReactNode } from 'react';
import { SchoolLevel, Severity, TripWindow, YesNoUnknown } from '../../../contract/codes.ts';
import { useWords } from '../../text/words.ts';
import { CodeFields, useFilterChange } from './filter-fields.tsx';
import { usePlanning } from './planning-context.tsx';

/** `chosen`: the names of the chosen codes, absent when the filter is not set. */
type CodeFilter = { label: string; chosen: string[] | undefined; fields: ReactNode };

export function useCodeFilters(): CodeFilter[] {
  const { t } = useWords();
  const { filter } = usePlanning().state;
  const change = useFilterChange();
  const one = <Code extends string>(
    label: string,
    codes: readonly Code[],
    chosen: readonly Code[] | undefined,
    name: (code: Code) => string,
    onChange: (codes: Code[] | undefined) => void,
  ): CodeFilter => ({
    label,
    chosen: chosen?.map(name),
    fields: <CodeFields label={label} codes={codes} chosen={chosen} name={name} onChange={onChange} />,
  });
  return [
    one(
      t('filter.severity'),
      Severity.options,
      filter.severity,
      (code) => t(`severity.${code}`),
      (severity) => change({ severity }),
    ),
    one(
      t('filter.pupil'),
      YesNoUnknown.options,
      filter.pupil,
      (code) => t(`pupil.${code}`),
      (pupil) => change({ pupil }),
    ),
    one(
      t('filter.window'),
      TripWindow.options,
      filter.window,
      (code) => t(`window.${code}`),
      (window) => change({ window }),
    ),
    one(
      t('filter.level'),
      SchoolLevel.options,
      filter.level,
      (code) => t(`level.${code}`),
      (level) => change({ level }),
    ),
  ];
}
