// Light, dark, or as the device says; kept on the device.
import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useWords } from '../../text/words.ts';

const schemes = ['light', 'dark', 'auto'] as const;

export function SchemeSwitch() {
  const { t } = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label={t('nav.scheme')}
      size="xs"
      value={colorScheme}
      onChange={(value) => setColorScheme(schemes.find((scheme) => scheme === value) ?? 'auto')}
      data={schemes.map((value) => ({ value, label: t(`nav.schemes.${value}`) }))}
    />
  );
}
