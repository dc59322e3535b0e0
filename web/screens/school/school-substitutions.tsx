// What an explanation owes its reader besides the sum: replaced inputs, and accidents that do not count.
import type { RiskExplanation, RiskPart } from '../../../contract/risk.ts';
import { lookUp, useWords } from '../../text/words.ts';
import styles from '../planning/panel.module.css';
import { AccidentLink } from './accident-link.tsx';
import { partName, partNote } from './waterfall-words.ts';

export function Substitutions({ risk }: { risk: RiskExplanation }) {
  const { t, code: wordsOf } = useWords();
  if (risk.substitutions.length === 0) return null;
  return (
    <section className={styles.part}>
      <h3>{t('school.substitutions')}</h3>
      <ul className={styles.list}>
        {risk.substitutions.map(({ code, value }) => (
          <li key={`${code} ${value}`}>
            {lookUp('substitution', code, t) ?? `${wordsOf('observation', code)}.`}
            {value === '' ? null : (
              <span className={styles.soft}> {t('school.substitutionValue', { value })}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function NotCounted({ parts }: { parts: readonly RiskPart[] }) {
  const words = useWords();
  const { t } = words;
  if (parts.length === 0) return null;
  return (
    <details className={styles.fold}>
      <summary>{t('waterfall.notCounted', { count: parts.length })}</summary>
      <ul className={styles.list}>
        {parts.map((part) => (
          <li key={part.code}>
            {part.accident === undefined ? (
              <b>{partName(part, words)}</b>
            ) : (
              <AccidentLink className={styles.link} id={part.accident.id}>
                {partName(part, words)}
              </AccidentLink>
            )}
            <div className={styles.soft}>{partNote(part, words)}</div>
          </li>
        ))}
      </ul>
    </details>
  );
}
