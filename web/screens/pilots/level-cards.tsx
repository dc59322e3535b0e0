// The answer at a glance: one school for each level, sealed or proposed, and why this set. A card opens its level.
import { IconRosetteDiscountCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { SchoolLevel } from '../../../contract/codes.ts';
import type { PilotCandidate, PilotDecision, SetRule } from '../../../contract/pilot.ts';
import { useWords } from '../../text/words.ts';
import { AcceptabilityBar } from './pilot-bars.tsx';
import { type PilotLink, writePilotLink } from './pilot-link.ts';
import { equityOf, firstShare, rulesBrokenBy } from './pilot-set.ts';
import styles from './pilots.module.css';
import { SchoolTags } from './school-tags.tsx';

type Props = {
  candidates: readonly PilotCandidate[];
  /** Those of the choosing unit that stand, of the year. */
  decisions: readonly PilotDecision[];
  level: SchoolLevel;
  link: PilotLink;
  onOpen(): void;
};

export function LevelCards({ candidates, decisions, level: open, link, onOpen }: Props) {
  const words = useWords();
  const { t } = words;
  return (
    <ul className={styles.levels}>
      {SchoolLevel.options.map((level) => {
        const ofLevel = candidates.filter((one) => one.level === level && one.place !== null);
        const suggested = ofLevel.find(({ isSuggested }) => isSuggested);
        const decision = decisions.find((one) => one.level === level);
        const chosen =
          decision === undefined
            ? suggested
            : candidates.find((one) => one.level === level && one.schoolId === decision.schoolId);
        return (
          <li key={level} data-open={level === open} data-sealed={decision !== undefined}>
            <Link
              to="/truong-diem"
              search={writePilotLink({ ...link, level })}
              resetScroll={false}
              onClick={onOpen}
              aria-current={level === open ? 'true' : undefined}
              className={styles.levelLink}
            >
              <span className={styles.levelName}>{t(`level.${level}`)}</span>
              <b>{decision?.schoolName ?? suggested?.schoolName ?? t('pilot.set.none')}</b>
            </Link>
            {decision === undefined && suggested === undefined ? null : (
              <span className={styles.levelState}>
                {decision === undefined ? (
                  t('pilot.set.suggested')
                ) : (
                  <>
                    <IconRosetteDiscountCheck size={18} aria-hidden /> {t('pilot.set.sealed')}
                  </>
                )}
              </span>
            )}
            {chosen === undefined ? null : (
              <>
                {/* A sealed school is no candidate of a later ranking: then nothing is said of it here. */}
                {chosen.ranks === null ? null : ofLevel.length < 2 ? (
                  <small>{t('pilot.set.onlyOne')}</small>
                ) : (
                  <>
                    <AcceptabilityBar ranks={chosen.ranks} />
                    <small>{t('pilot.set.first', { share: words.share(firstShare(chosen)) })}</small>
                  </>
                )}
                {chosen.tiedWith.length === 0 ? null : (
                  <small>
                    {t('pilot.set.tied', {
                      list: ofLevel
                        .filter(({ schoolId }) => chosen.tiedWith.includes(schoolId))
                        .map(({ schoolName }) => schoolName)
                        .join(', '),
                    })}
                  </small>
                )}
                <small>{chosen.unitName}</small>
                <SchoolTags candidate={chosen} />
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

type WhyProps = {
  candidates: readonly PilotCandidate[];
  /** Those of the choosing unit that stand, of the year. */
  decisions: readonly PilotDecision[];
  relaxed: readonly SetRule[];
};

/** How fair the set is, which rules it could not keep, and why a level's first school may not be in it. */
export function SetWhy({ candidates, decisions, relaxed }: WhyProps) {
  const { t } = useWords();
  const set = candidates.filter(({ isSuggested }) => isSuggested);
  if (set.length === 0) return null;
  const decided = set.map((member) => {
    const sealed = decisions.find(({ level }) => level === member.level)?.schoolId;
    return candidates.find(({ level, schoolId }) => level === member.level && schoolId === sealed) ?? member;
  });
  const rules = (list: readonly SetRule[]) => list.map((rule) => t(`pilot.set.rule.${rule}`)).join('; ');
  return (
    <section className={styles.card} aria-labelledby="set-why">
      <h2 id="set-why">{t('pilot.set.why')}</h2>
      <p>{t('pilot.set.whyText')}</p>
      <EquityList set={set} />
      {relaxed.length === 0 ? null : (
        <p className={styles.warning}>{t('pilot.set.relaxed', { list: rules(relaxed) })}</p>
      )}
      {decided.every((member, i) => member === set[i]) ? null : (
        <>
          <p>{t('pilot.set.decided')}</p>
          <EquityList set={decided} />
        </>
      )}
      {set.map((chosen) => {
        const first = candidates.find(({ level, place }) => level === chosen.level && place === 1);
        if (first === undefined || chosen.place === null || chosen.place === 1) return null;
        const broken = rulesBrokenBy(set, first);
        return (
          <p key={chosen.level}>
            {t('pilot.set.notFirst', {
              level: t(`level.${chosen.level}`),
              school: chosen.schoolName,
              place: chosen.place,
              first: first.schoolName,
              why:
                broken.length === 0
                  ? t('pilot.set.together')
                  : t('pilot.set.broken', { rules: rules(broken) }),
            })}
          </p>
        );
      })}
    </section>
  );
}

function EquityList({ set }: { set: readonly PilotCandidate[] }) {
  const { t } = useWords();
  const { communes, disadvantaged, urban, rural } = equityOf(set);
  return (
    <ul className={styles.equity}>
      <li>{t('pilot.set.communes', { count: communes, schools: set.length })}</li>
      <li>
        {disadvantaged.length === 0
          ? t('pilot.set.noDisadvantaged')
          : t('pilot.set.disadvantaged', { list: disadvantaged.join(', ') })}
      </li>
      <li>{t('pilot.set.urbanRural', { urban, rural })}</li>
    </ul>
  );
}
