// The sentence that says what the numbers on the screen cover: the same over the map, in lists, in files and on paper.
import { useAccidentList } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { useUnitName } from './filter-fields.tsx';
import { usePlanning } from './planning-context.tsx';
import { accidentScope, schoolLevels } from './scope-sentence.ts';
import { accidentFilterOf } from './url-state.ts';

type ScopeText = {
  /** "412 vụ"; null while it is being counted or cannot be. */
  count: string | null;
  isFailed: boolean;
  /** "01/11/2021–31/10/2026, mọi mức độ, toàn địa bàn". */
  scope: string;
};

export function useScopeText(): ScopeText {
  const words = useWords();
  const { filter } = usePlanning().state;
  const unitName = useUnitName();
  const accidents = useAccidentList(accidentFilterOf(filter));
  const total = accidents.isPlaceholderData ? undefined : accidents.data?.pages[0]?.total;
  const levels = schoolLevels(filter, words);
  return {
    count:
      total === undefined ? null : words.t('common.accidents', { count: total, shown: words.count(total) }),
    isFailed: accidents.isError,
    scope: [
      accidentScope(filter, unitName, words),
      ...(levels === null ? [] : [words.t('mapTools.schools', { levels })]),
    ].join('; '),
  };
}
