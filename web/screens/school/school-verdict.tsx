// How risky a school is and how sure that is, in pictures with a sentence each; the view per pupil; and what is missing.
import type { RiskExplanation } from '../../../contract/risk.ts';
import { formatDay } from '../../format.ts';
import { bandColour, bands, bandTextColour } from '../../map/colours.ts';
import { useSchoolSurveyNext } from '../../school-queries.ts';
import { useWords } from '../../text/words.ts';
import { BandBadge } from './band-badge.tsx';
import { IntervalBar } from './interval-bar.tsx';
import { RankPicture } from './rank-picture.tsx';
import card from './school-card.module.css';
import styles from './school-verdict.module.css';
import {
  bandSentence,
  intervalSentence,
  intervalShort,
  notRankedSentence,
  rankOf,
  scoreText,
} from './score-words.ts';

export function ScoreCard({ risk }: { risk: RiskExplanation }) {
  const words = useWords();
  const { t } = words;
  const ranked = rankOf(risk);
  const schools = t('common.schools', { count: risk.rankedSchools, shown: words.count(risk.rankedSchools) });
  return (
    <section className={card.card}>
      <h2>
        {t('school.score')} <small>{t('school.asOf', { day: formatDay(risk.run.asOf) })}</small>
      </h2>
      <div className={`${styles.score} numbers`}>
        <BandBadge band={risk.band} shown={risk.bandShown} size="panel" />
        <span className={styles.big}>
          {words.count(risk.score)} <small>{intervalShort(risk, words)}</small>
        </span>
        <div>
          <IntervalBar
            size="panel"
            score={risk.score}
            low={risk.scoreLow}
            high={risk.scoreHigh}
            label={scoreText(risk, words)}
          />
          <div className={card.ends} aria-hidden>
            <span>0 · {t('school.safer')}</span>
            <span>{t('school.riskier')} · 100</span>
          </div>
        </div>
      </div>
      <p>
        <b>{bandSentence(risk, words)}.</b> {intervalSentence(risk, words)}
      </p>
      <BandStack probability={risk.bandProbability} />
      {ranked === null ? (
        <p>
          <b>{notRankedSentence(risk, words)}</b>
        </p>
      ) : (
        <>
          <RankPicture {...ranked} of={risk.rankedSchools} />
          <p>
            <b>
              {t(ranked.low === ranked.high ? 'schoolPage.rankPictureSure' : 'schoolPage.rankPicture', {
                rank: words.count(ranked.rank),
                low: words.count(ranked.low),
                high: words.count(ranked.high),
                schools,
              })}
              .
            </b>{' '}
            {ranked.low === ranked.high
              ? t('schoolPage.rankClear')
              : t('schoolPage.rankTies', {
                  low: words.count(ranked.low),
                  high: words.count(ranked.high),
                })}{' '}
            {risk.probabilityFirst === null
              ? null
              : t('school.rankFirst', {
                  first: words.share(risk.probabilityFirst['1']),
                  top: '5',
                  topShare: words.share(risk.probabilityFirst['5']),
                })}
          </p>
        </>
      )}
    </section>
  );
}

/** The bands side by side, as wide as they are probable. */
function BandStack({ probability }: { probability: RiskExplanation['bandProbability'] }) {
  const words = useWords();
  const { t } = words;
  // What is shown as less than 1 % would be a line without a name.
  const shown = bands.filter((band) => probability[band] >= 0.005);
  const part = (band: (typeof bands)[number]): string =>
    t('schoolPage.bandPart', { band, share: words.share(probability[band]) });
  return (
    <div
      className={`${styles.stack} numbers`}
      role="img"
      aria-label={t('schoolPage.bandStack', { list: shown.map(part).join(', ') })}
    >
      {shown.map((band) => (
        <span
          key={band}
          style={{ flexGrow: probability[band], background: bandColour(band), color: bandTextColour(band) }}
          title={part(band)}
        >
          {probability[band] >= 0.08 ? part(band) : ''}
        </span>
      ))}
    </div>
  );
}

/** The school as a whole beside the single pupil. */
export function TwoViews({ risk }: { risk: RiskExplanation }) {
  const words = useWords();
  const { t } = words;
  const { rank, rankPerPupil, ratePerThousandPupils } = risk;
  const rankText = (of: number | null): string =>
    of === null ? t('schoolPage.viewNoRank') : t('schoolPage.viewRank', { rank: words.count(of) });
  const both = rank === null || rankPerPupil === null ? null : { rank, perPupil: rankPerPupil };
  return (
    <section className={card.card}>
      <h2>{t('schoolPage.twoViews')}</h2>
      <dl className={`${styles.views} numbers`}>
        <div>
          <dt>{t('schoolPage.collective')}</dt>
          <dd className={styles.middling}>{rankText(rank)}</dd>
          <dd className={card.soft}>{t('schoolPage.rateYear', { rate: words.amount(risk.rate) })}</dd>
        </div>
        <div>
          <dt>{t('schoolPage.perPupil')}</dt>
          <dd className={styles.middling}>{rankText(rankPerPupil)}</dd>
          <dd className={card.soft}>
            {ratePerThousandPupils === null
              ? t('schoolPage.viewUnknown')
              : t('schoolPage.rateYear', { rate: words.amount(ratePerThousandPupils) })}
          </dd>
        </div>
      </dl>
      {both === null ? null : (
        <p>
          {t(
            both.rank === both.perPupil
              ? 'schoolPage.twoViewsSame'
              : both.rank < both.perPupil
                ? 'schoolPage.twoViewsBigger'
                : 'schoolPage.twoViewsSmaller',
            { rank: words.count(both.rank), perPupil: words.count(both.perPupil) },
          )}
        </p>
      )}
    </section>
  );
}

/** The share of inputs that was missing, and what the next survey should ask. */
export function DataGaps({ risk }: { risk: RiskExplanation }) {
  const words = useWords();
  const { t } = words;
  const next = useSchoolSurveyNext(risk.schoolId, risk.run.id).data ?? null;
  const have = 1 - risk.missingShare;
  const label = t('schoolPage.dataShare', {
    have: words.share(have),
    missing: words.share(risk.missingShare),
  });
  const gaps = (next?.gaps ?? [])
    .slice(0, 6)
    .map(
      ({ place, question }) =>
        `${words.code('question', question)} (${t(`place.${place}`).toLocaleLowerCase()})`,
    );
  return (
    <>
      <h2>{t('schoolPage.data')}</h2>
      <div className={card.have} role="img" aria-label={label}>
        <span style={{ width: `${have * 100}%` }} />
      </div>
      <p>
        {label}. {risk.missingShare > 0 ? t('school.missingNote') : ''}
      </p>
      {next === null ? null : (
        <p>
          {gaps.length === 0
            ? t('schoolPage.dataNothing')
            : t('schoolPage.dataNext', { list: gaps.join('; ') })}{' '}
          {next.surveyAgeMonths === null
            ? `${t('surveys.never')}.`
            : t('schoolPage.dataAge', { count: Math.floor(next.surveyAgeMonths) })}
        </p>
      )}
    </>
  );
}
