// Reasons in words: from the list that holds today, else from the words of survey answers, which imports use as reasons.
import { useCallback } from 'react';
import { useFieldCodes } from '../../duty-queries.ts';
import { useWords } from '../../text/words.ts';

/** Gives the words of a reason's code; the code itself when no list knows it. */
export function useReasonWords(): (code: string) => string {
  const words = useWords();
  const reasons = useFieldCodes().data?.reasons;
  return useCallback(
    (code) => reasons?.find(({ id }) => id === code)?.[words.language] ?? words.code('observation', code),
    [reasons, words],
  );
}
