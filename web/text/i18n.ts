// Starts i18next with the words of the first page, loads the other language when it is needed, and remembers the choice
// on this device; typed keys come from vi.ts.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../format.ts';
import type { vi } from './vi.ts';
import { viFirst } from './vi-first.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof vi };
    returnNull: false;
  }
}

const storageKey = 'language';

/**
 * Must have run once before the first component is drawn. Vietnamese, unless this device chose English: the words of the
 * first page and `words`.
 */
export async function startTexts(words: object = {}): Promise<void> {
  const language = rememberedLanguage();
  await i18next.use(initReactI18next).init({
    resources: { vi: { translation: { ...viFirst, ...words } } },
    lng: 'vi',
    fallbackLng: 'vi',
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  await show(language);
}

export async function changeLanguage(language: Language): Promise<void> {
  await show(language);
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Storage may be switched off; the choice then lasts until the page is closed.
  }
}

async function show(language: Language): Promise<void> {
  // Nearly everybody reads Vietnamese and never loads the English words.
  if (language === 'en' && !i18next.hasResourceBundle('en', 'translation')) {
    const { en } = await import('./en.ts');
    i18next.addResourceBundle('en', 'translation', en);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export function languageOf(code: string): Language {
  return code === 'en' ? 'en' : 'vi';
}

function rememberedLanguage(): Language {
  try {
    return languageOf(localStorage.getItem(storageKey) ?? 'vi');
  } catch {
    return 'vi';
  }
}
