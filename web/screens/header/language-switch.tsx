// Vietnamese or English; each language is named in itself.
import { SegmentedControl } from '@mantine/core';
import { changeLanguage, languageOf } from '../../text/i18n.ts';
import { useWords } from '../../text/words.ts';

export function LanguageSwitch({ short = false }: { short?: boolean }) {
  const { t, language } = useWords();
  return (
    <SegmentedControl
      aria-label={t('common.language')}
      size="xs"
      value={language}
      onChange={(value) => void changeLanguage(languageOf(value))}
      data={[
        { value: 'vi', label: short ? 'VI' : t('common.vietnamese') },
        { value: 'en', label: short ? 'EN' : t('common.english') },
      ]}
    />
  );
}
