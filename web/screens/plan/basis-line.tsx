// What a rule or a measure rests on: the text of law and how sure we are of it, or the mark of a suggestion.
import { Badge } from '@mantine/core';
import type { Certainty } from '../../../contract/measure.ts';
import { useWords } from '../../text/words.ts';
import styles from './panel.module.css';

export function BasisLine({ text, certainty }: { text: string | null; certainty: Certainty }) {
  const { t } = useWords();
  return (
    <p className={styles.basis}>
      {t('plan.checks.basis')}:{' '}
      {text === null ? (
        <Badge component="span" className={styles.suggestion ?? ''} variant="default" radius="sm">
          {t('plan.form.suggestion')}
        </Badge>
      ) : (
        <>
          {text} <span className={styles.soft}>({t(`plan.certainty.${certainty}`)})</span>
        </>
      )}
    </p>
  );
}
