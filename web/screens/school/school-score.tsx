// A school's score as a dot on a bar with its interval, its band with the probabilities, and its rank as a range.
import type { RiskExplanation } from '../../../contract/risk.ts';
import { formatDay } from '../../format.ts';
import { bandColour, bands } from '../../map/colours.ts';
import { useWords } from '../../text/words.ts';
import panel from '../planning/panel.module.css';
import { BandBadge } from './band-badge.tsx';
import { IntervalBar } from './interval-bar.tsx';
import styles from './school-score.module.css';
import {
  bandSentence,
  intervalSentence,
  intervalShort,
  notRankedSentence,
  perPupilSentence,
  rankOf,
  scoreText,
} from './score-words.ts';

const topRanks = '5';

export function SchoolScore({ risk }: { risk: RiskExplanation }) {
  const words = useWords();
  const { t } = words;
  const isUnsure = risk.bandShown !== risk.band;
  const largest = Math.max(...bands.map((band) => risk.bandProbability[band]));
  return (
    <section className={panel.part}>
      <div className={styles.head}>
        <h3>{t('school.score')}</h3>
        <span className={panel.soft}>{t('school.asOf', { day: formatDay(risk.run.asOf) })}</span>
      </div>
      <div className={styles.figure}>
        <span className={`${styles.score} numbers`}>
          {words.count(risk.score)}
          <small>{intervalShort(risk, words)}</small>
        </span>
        <div className={styles.bar}>
          <IntervalBar
            size="panel"
            score={risk.score}
            low={risk.scoreLow}
            high={risk.scoreHigh}
            label={scoreText(risk, words)}
          />
          <div className={styles.ends} aria-hidden>
            <span>0 · {t('school.safer')}</span>
            <span>{t('school.riskier')} · 100</span>
          </div>
        </div>
        <BandBadge band={risk.band} shown={risk.bandShown} size="panel" />
      </div>
      <p>
        {bandSentence(risk, words)}. {isUnsure ? t('school.bandUnsure', { share: words.share(largest) }) : ''}{' '}
        {intervalSentence(risk, words)}
      </p>
      <BandProbabilities probability={risk.bandProbability} />
      <Rank risk={risk} />
      <PerPupil risk={risk} />
      <p className={panel.soft}>
        {risk.missingShare > 0
          ? `${t('school.missing', { share: words.share(risk.missingShare) })}. ${t('school.missingNote')}`
          : `${t('school.missingNone')}.`}
      </p>
    </section>
  );
}

function Rank({ risk }: { risk: RiskExplanation }) {
  const words = useWords();
  const { t } = words;
  const ranked = rankOf(risk);
  if (ranked === null) return <p>{notRankedSentence(risk, words)}</p>;
  const { rank, low, high } = ranked;
  const schools = t('common.schools', {
    count: risk.rankedSchools,
    shown: words.count(risk.rankedSchools),
  });
  return (
    <p>
      <strong>
        {t(low === high ? 'school.rankSentenceSure' : 'school.rankSentence', {
          rank,
          range: words.range(low, high),
          schools,
        })}
      </strong>{' '}
      {risk.probabilityFirst === null
        ? null
        : t('school.rankFirst', {
            first: words.share(risk.probabilityFirst['1']),
            top: topRanks,
            topShare: words.share(risk.probabilityFirst[topRanks]),
          })}
    </p>
  );
}

function PerPupil({ risk }: { risk: RiskExplanation }) {
  const sentence = perPupilSentence(risk, useWords());
  return sentence === null ? null : <p>{sentence}</p>;
}

function BandProbabilities({ probability }: { probability: RiskExplanation['bandProbability'] }) {
  const words = useWords();
  const { t } = words;
  return (
    <ul className={`${styles.bands} numbers`} aria-label={t('school.bandTitle')}>
      {bands.map((band) => {
        const share = probability[band];
        return (
          <li key={band}>
            <span className={styles.column} aria-hidden>
              <i style={{ height: `${Math.max(2, share * 100)}%`, background: bandColour(band) }} />
            </span>
            <span className="for-readers">
              {t('school.bandProbability', { band, share: words.share(share) })}
            </span>
            <span aria-hidden>
              <b>{band}</b> {words.share(share)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
