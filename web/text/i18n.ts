// Starts i18next with both languages and remembers the choice on this device; typed keys come from vi.ts.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../format.ts';
import { en } from './en.ts';
import { vi } from './vi.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof vi };
    returnNull: false;
  }
}

const storageKey = 'language';

/** Must run once before the first component is drawn. Vietnamese unless this device chose English. */
export function startTexts(): void {
  void i18next.use(initReactI18next).init({
    resources: { vi: { translation: vi }, en: { translation: en } },
    lng: rememberedLanguage(),
    fallbackLng: 'vi',
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  document.documentElement.lang = languageOf(i18next.language);
}

export function changeLanguage(language: Language): void {
  void i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Storage may be switched off; the choice then lasts until the page is closed.
  }
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
