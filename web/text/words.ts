// One hook for the words and number forms of the chosen language, and the look-up of open code lists.
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { problems } from '../../contract/problem.ts';
import type { ApiProblem } from '../api.ts';
import * as format from '../format.ts';
import { languageOf } from './i18n.ts';

type OpenList =
  | 'observation'
  | 'question'
  | 'base'
  | 'reason'
  | 'substitution'
  | 'stage'
  | 'emptyReason'
  | 'evidence'
  | 'parameter'
  | 'parameterValue';

export type Words = {
  t: TFunction;
  language: format.Language;
  count(value: number): string;
  decimal(value: number, digits: number): string;
  amount(value: number): string;
  /** A part of a sum, with and without its sign; `digits` from `partDigits` of the sum. */
  change(value: number, digits: number): string;
  part(value: number, digits: number): string;
  share(value: number): string;
  metres(value: number): string;
  range(low: number, high: number): string;
  /** Words for a code of a list that the contract leaves open; the code itself when it has none. */
  code(list: OpenList, code: string): string;
  /** What went wrong, in a sentence for the person at the screen. */
  problem(problem: ApiProblem): string;
};

export function useWords(): Words {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n.language);
  return useMemo(() => wordsOf(t, language), [t, language]);
}

/** The words of a language outside of a component. */
export function wordsOf(t: TFunction, language: format.Language): Words {
  return {
    t,
    language,
    count: (value) => format.formatCount(value, language),
    decimal: (value, digits) => format.formatDecimal(value, digits, language),
    amount: (value) => format.formatAmount(value, language),
    change: (value, digits) => format.formatChange(value, digits, language),
    part: (value, digits) => format.formatPart(value, digits, language),
    share: (value) => format.formatShare(value, language),
    metres: (value) => format.formatMetres(value, language),
    range: (low, high) => format.formatRange(low, high, language),
    code: (list, code) => lookUp(list, code, t) ?? code,
    problem: (problem) => problemSentence(problem, t, language),
  };
}

/** Words for a code of an open list, null when this version does not know the code. */
export function lookUp(list: OpenList, code: string, t: TFunction): string | null {
  const words: Record<string, string> = t(list, { returnObjects: true });
  return Object.hasOwn(words, code) ? (words[code] ?? null) : null;
}

function problemSentence(problem: ApiProblem, t: TFunction, language: format.Language): string {
  const { key, document } = problem;
  if (key === 'offline' || key === 'no-answer' || key === 'unreadable') return t(`failure.${key}`);
  const detail = language === 'vi' ? document?.detail : document?.detailEn;
  return detail ?? problems[key][language];
}

/** For a phrase that goes on inside a sentence. */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
