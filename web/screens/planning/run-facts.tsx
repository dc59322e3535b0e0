// Where a number comes from: the run's day, window, parameters and fingerprint of its data, folded away.
import type { Run } from '../../../contract/run.ts';
import { formatDay, formatFingerprint, formatMoment } from '../../format.ts';
import { usePresets } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { FactList } from '../fact-list.tsx';
import styles from './panel.module.css';
import { usePlanning } from './planning-context.tsx';
import { runPeriod } from './run-period.ts';
import { parameterName, parameterValue } from './run-words.ts';

export function RunFacts({ run }: { run: Run }) {
  const { t } = useWords();
  const { timeZone } = usePlanning().session.territory;
  const period = runPeriod(run);
  return (
    <section className={styles.part}>
      <details className={styles.fold}>
        <summary>{t('hotspot.run')}</summary>
        <FactList
          facts={[
            { name: t('hotspot.asOf'), value: formatDay(run.asOf) },
            period === null ? null : { name: t('hotspot.windowText'), value: period },
            { name: t('hotspot.parameters'), value: <Parameters parameters={run.parameters} /> },
            run.dataFingerprint === null
              ? null
              : {
                  name: t('hotspot.fingerprint'),
                  value: (
                    <>
                      <code title={run.dataFingerprint}>{formatFingerprint(run.dataFingerprint)}</code>
                      <div className={styles.soft}>{t('hotspot.fingerprintNote')}</div>
                    </>
                  ),
                },
            run.finishedAt === null
              ? null
              : { name: t('hotspot.finished'), value: formatMoment(run.finishedAt, timeZone) },
            { name: t('hotspot.codeVersion'), value: run.codeVersion },
          ]}
        />
      </details>
    </section>
  );
}

/** The day and the method are said elsewhere. */
const saidElsewhere: readonly string[] = ['asOf', 'method'];

function Parameters({ parameters }: { parameters: Run['parameters'] }) {
  const words = useWords();
  const presets = usePresets().data?.presets ?? [];
  return (
    <ul className={styles.plain}>
      {Object.entries(parameters)
        .filter(([name]) => !saidElsewhere.includes(name))
        .map(([name, value]) => (
          <li key={name}>
            {parameterName(name, words)}: {parameterValue(name, value, presets, words)}
          </li>
        ))}
    </ul>
  );
}
