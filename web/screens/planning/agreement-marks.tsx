// Which of the four views name a place: four marks in a fixed order, filled where they agree.
import { Button } from '@mantine/core';
import type { Hotspot, HotspotSummary } from '../../../contract/hotspot.ts';
import { useWords } from '../../text/words.ts';
import styles from './agreement-marks.module.css';
import { type Agreement, agreementCount, agreementSentence, agreementsOf } from './hotspot-evidence.ts';
import panel from './panel.module.css';
import { usePlanning } from './planning-context.tsx';

/** For a row of a list: the marks and "3/4 cách tìm"; nothing when there is nothing to compare with. */
export function AgreementMarks({ hotspot }: { hotspot: HotspotSummary }) {
  const { t } = useWords();
  const count = agreementCount(hotspot);
  if (count === null) return null;
  return (
    <span className={styles.marks}>
      {agreementsOf(hotspot).map(({ method, agreement }) => (
        <span key={method} title={`${t(`method.${method}`)}: ${t(`agreement.${agreement}`)}`}>
          <Mark agreement={agreement} />
          {agreement === 'agrees' ? <span className="for-readers">{t(`method.${method}`)}, </span> : null}
        </span>
      ))}
      <span className={styles.count}>{t('agreement.short', count)}</span>
    </span>
  );
}

/** For the panel: each view with its name and what it says, and a way to its own place. */
export function Agreements({ hotspot }: { hotspot: Hotspot }) {
  const words = useWords();
  const { t } = words;
  const { openFromPanel } = usePlanning();
  return (
    <section className={panel.part}>
      <h3>{t('agreement.title')}</h3>
      <p>{agreementSentence(hotspot, words)}</p>
      {agreementCount(hotspot) === null ? null : (
        <ul className={styles.views}>
          {agreementsOf(hotspot).map(({ method, agreement }) => (
            <li key={method}>
              <Mark agreement={agreement} />
              <span>
                <b>{t(`method.${method}`)}</b>{' '}
                <span className={panel.soft}>{t(`agreement.${agreement}`)}</span>
              </span>
              <span>
                {hotspot.agreements
                  .filter((other) => other.method === method && other.runId !== hotspot.runId)
                  .map(({ runId, number }) => (
                    <Button
                      key={`${runId} ${number}`}
                      size="compact-sm"
                      variant="subtle"
                      aria-label={`${t(`method.${method}`)}: ${t('agreement.open', { number })}`}
                      onClick={() => openFromPanel({ kind: 'hotspot', run: runId, number })}
                    >
                      {t('agreement.open', { number })}
                    </Button>
                  ))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Mark({ agreement }: { agreement: Agreement }) {
  return <i className={styles.mark} data-agreement={agreement} aria-hidden />;
}
