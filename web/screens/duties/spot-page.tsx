// One illegal spot: at which hours it is seen, whether it is chronic, what was done, and recording more of it.
import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { SpotDetail } from '../../../contract/field.ts';
import { useFieldCodes, useSpotDuty, useSpotFollowUp } from '../../duty-queries.ts';
import { formatDay } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import { Failure, ListSkeleton, Notice } from '../states.tsx';
import styles from './duties.module.css';
import { LazyMap } from './lazy-map.tsx';
import { mayRecord } from './may-record.ts';
import { SightingList } from './sighting-list.tsx';
import own from './spot-page.module.css';

export function SpotPage({ session, id }: { session: Session; id: string }) {
  const { t } = useWords();
  const spot = useSpotDuty(id);
  if (spot.error?.key === 'not-found') return <Notice tone="empty" title={t('duties.spots.notFound')} />;
  if (spot.error !== null) return <Failure problem={spot.error} onRetry={() => void spot.refetch()} />;
  if (spot.data === undefined) return <ListSkeleton />;
  return <Content session={session} spot={spot.data} />;
}

function Content({ session, spot }: { session: Session; spot: SpotDetail }) {
  const { t, count } = useWords();
  const rules = useFieldCodes().data?.spotRules;
  return (
    <>
      <div className={styles.head}>
        <div>
          <Link className={styles.back} to="/cong-viec" search={{ tab: 'spots' }}>
            <IconArrowLeft size={16} aria-hidden /> {t('duties.back')}
          </Link>
          <h1>{t(`spotKind.${spot.kind}`)}</h1>
          <p className={spot.state === 'returned' ? styles.alarm : styles.soft}>
            {t(`spotState.${spot.state}`)}
            {spot.note === null ? '' : ` · ${spot.note}`}
          </p>
        </div>
      </div>
      <div className={styles.columns}>
        <div className={styles.column}>
          <section className={styles.card}>
            <h2>{t('duties.spots.hours')}</h2>
            {rules === undefined ? null : (
              <p className={spot.isChronic ? styles.alarm : styles.soft}>
                {t(spot.isChronic ? 'duties.spots.isChronic' : 'duties.spots.isNotChronic', {
                  shown: count(spot.recentDays),
                  days: count(rules.chronicDays),
                  least: count(rules.chronicSightings),
                })}
              </p>
            )}
            <Hours hours={spot.hours} />
            <Watched hours={spot.watchedHours} />
          </section>
          <Handlings session={session} spot={spot} />
          {spot.kind === 'vehicle_keeping' ? (
            <Commitments session={session} spot={spot} aboveCc={rules?.commitmentAboveCc ?? 50} />
          ) : null}
        </div>
        <div className={styles.column}>
          <LazyMap place={spot.location.coordinates} />
          <SightingList session={session} spot={spot} />
        </div>
      </div>
    </>
  );
}

/** One bar per hour of the day; the numbers themselves are read from the list beside. */
function Hours({ hours }: { hours: readonly number[] }) {
  const { t, count } = useWords();
  const most = Math.max(0, ...hours);
  const bars = hours.map((sightings, hour) => ({ hour, sightings }));
  if (most === 0) return <p className={styles.soft}>{t('duties.spots.hoursEmpty')}</p>;
  return (
    <>
      <p>{t('duties.spots.hoursText', { hour: hours.indexOf(most), shown: count(most) })}</p>
      <ol className={own.hours}>
        {bars.map(({ hour, sightings }) => (
          <li key={hour}>
            <span className="for-readers">{t('duties.spots.hour', { hour, shown: count(sightings) })}</span>
            <b aria-hidden>{sightings === 0 ? '' : count(sightings)}</b>
            <i aria-hidden style={{ height: `${(sightings / most) * 72}px` }} />
            <small aria-hidden>{hour % 3 === 0 ? hour : ''}</small>
          </li>
        ))}
      </ol>
    </>
  );
}

/** How much of the time it was taken, where somebody watched: only those hours say anything. */
function Watched({ hours }: { hours: SpotDetail['watchedHours'] }) {
  const { t, count, share } = useWords();
  const watched = hours.flatMap((minutes, hour) =>
    minutes.minutesWatched > 0 ? [{ hour, ...minutes }] : [],
  );
  if (watched.length === 0) return <p className={styles.soft}>{t('duties.spots.notWatched')}</p>;
  return (
    <>
      <h3>{t('duties.spots.watchedTitle')}</h3>
      <ol className={own.watched}>
        {watched.map(({ hour, minutesWatched, minutesSeen }) => (
          <li key={hour}>
            <span>
              {t('duties.spots.watchedHour', {
                hour,
                seen: count(minutesSeen),
                watched: count(minutesWatched),
                share: share(minutesSeen / minutesWatched),
              })}
            </span>
            <i aria-hidden>
              <b style={{ width: `${(100 * minutesSeen) / minutesWatched}%` }} />
            </i>
          </li>
        ))}
      </ol>
    </>
  );
}

type PartProps = { session: Session; spot: SpotDetail };

function Handlings({ session, spot }: PartProps) {
  const words = useWords();
  const { t } = words;
  const followUp = useSpotFollowUp();
  const [handledOn, setHandledOn] = useState(session.today);
  const [note, setNote] = useState('');
  const keep = () =>
    followUp.mutate(
      {
        kind: 'handling',
        body: { spotId: spot.id, handledOn, ...(note.trim() !== '' && { note: note.trim() }) },
      },
      {
        onSuccess: () => {
          setNote('');
          notifications.show({
            message: t('duties.saved'),
            closeButtonProps: { 'aria-label': t('common.close') },
          });
        },
      },
    );
  return (
    <section className={styles.card}>
      <h2>{t('duties.spots.handlings')}</h2>
      {spot.handlings.length === 0 ? <p className={styles.soft}>{t('duties.spots.noHandlings')}</p> : null}
      <ol className={styles.steps}>
        {spot.handlings.map((one) => (
          <li key={one.id}>
            <b>{formatDay(one.handledOn)}</b> {one.note === null ? null : <p>{one.note}</p>}
          </li>
        ))}
      </ol>
      {!mayRecord(session) ? (
        <p className={styles.soft}>{t('duties.readOnly')}</p>
      ) : spot.state === 'handled' ? null : (
        <>
          <div className={styles.pair}>
            <TextInput
              type="date"
              max={session.today}
              label={t('duties.spots.handledOn')}
              value={handledOn}
              onChange={(event) => setHandledOn(event.currentTarget.value)}
            />
            <TextInput
              maxLength={500}
              label={t('duties.note')}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          </div>
          <p className={styles.soft}>{t('duties.spots.handleAbout')}</p>
          {followUp.error === null ? null : <p className={styles.alarm}>{words.problem(followUp.error)}</p>}
          <Button disabled={handledOn === ''} loading={followUp.isPending} onClick={keep}>
            {t('duties.spots.handle')}
          </Button>
        </>
      )}
    </section>
  );
}

function Commitments({ session, spot, aboveCc }: PartProps & { aboveCc: number }) {
  const words = useWords();
  const { t, count } = words;
  const followUp = useSpotFollowUp();
  const [signedOn, setSignedOn] = useState(session.today);
  const [validTo, setValidTo] = useState('');
  const keep = () =>
    followUp.mutate(
      {
        kind: 'commitment',
        body: { spotId: spot.id, signedOn, aboveCc, ...(validTo !== '' && { validTo }) },
      },
      {
        onSuccess: () =>
          notifications.show({
            message: t('duties.saved'),
            closeButtonProps: { 'aria-label': t('common.close') },
          }),
      },
    );
  return (
    <section className={styles.card}>
      <h2>{t('duties.spots.commitmentTitle')}</h2>
      <p className={styles.soft}>{t('duties.spots.commitmentAbout', { cc: count(aboveCc) })}</p>
      {spot.commitments.length === 0 ? (
        <p className={styles.soft}>{t('duties.spots.noCommitments')}</p>
      ) : null}
      <ol className={styles.steps}>
        {spot.commitments.map((one) => (
          <li key={one.id}>
            {t('duties.spots.signed', { day: formatDay(one.signedOn), cc: count(one.aboveCc) })}
            {one.validTo === null ? '' : ` · ${t('duties.spots.validTo', { day: formatDay(one.validTo) })}`}
          </li>
        ))}
      </ol>
      {mayRecord(session) ? (
        <>
          <div className={styles.pair}>
            <TextInput
              type="date"
              max={session.today}
              label={t('duties.spots.signedOn')}
              value={signedOn}
              onChange={(event) => setSignedOn(event.currentTarget.value)}
            />
            <TextInput
              type="date"
              min={signedOn}
              label={t('duties.spots.until')}
              description={t('duties.spots.untilAbout')}
              inputWrapperOrder={['label', 'input', 'description']}
              value={validTo}
              onChange={(event) => setValidTo(event.currentTarget.value)}
            />
          </div>
          {followUp.error === null ? null : <p className={styles.alarm}>{words.problem(followUp.error)}</p>}
          <Button disabled={signedOn === ''} loading={followUp.isPending} onClick={keep}>
            {t('duties.spots.sign')}
          </Button>
        </>
      ) : null}
    </section>
  );
}
