// The words of both languages for tests, without a page around them.
import i18next from 'i18next';
import { en } from './en.ts';
import { vi } from './vi.ts';
import { type Words, wordsOf } from './words.ts';

function wordsFor(language: Words['language']): Words {
  const instance = i18next.createInstance();
  void instance.init({
    resources: { vi: { translation: vi }, en: { translation: en } },
    lng: language,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return wordsOf(instance.t, language);
}

export const viWords = wordsFor('vi');
export const enWords = wordsFor('en');
