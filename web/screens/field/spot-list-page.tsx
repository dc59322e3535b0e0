// The illegal spots of the commune that the phone took along: nearest first, those that were handled last.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { formatMoment } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import styles from './field.module.css';
import { useField, usePack } from './field-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import { metresBetween } from './track.ts';
import { useHere } from './walk-recorder.tsx';

export function SpotListPage() {
  const { t, count, metres } = useWords();
  const { session } = useField();
  const { spots } = usePack();
  const { here } = useHere();
  const away = (place: readonly [number, number]) =>
    here === null ? null : metresBetween(here.place, place);
  const ordered = spots
    .map((spot) => ({ spot, awayMetres: away(spot.location.coordinates) }))
    .sort(
      (a, b) =>
        Number(a.spot.state === 'handled') - Number(b.spot.state === 'handled') ||
        (a.awayMetres ?? 0) - (b.awayMetres ?? 0) ||
        (a.spot.lastSeenAt < b.spot.lastSeenAt ? 1 : -1),
    );
  return (
    <FieldFrame
      title={t('field.spots.title')}
      back=""
      dock={
        <Button component={Link} to="/khao-sat/diem-vi-pham" size="xl">
          {t('field.spot.add')}
        </Button>
      }
    >
      {spots.length === 0 ? <p>{t('field.spots.none')}</p> : null}
      <ul className={styles.rows}>
        {ordered.map(({ spot, awayMetres }) => (
          <li key={spot.id}>
            <Link className={styles.row} to="/khao-sat/$" params={{ _splat: `diem/${spot.id}` }}>
              <span className={styles.line}>
                <strong>{t(`spotKind.${spot.kind}`)}</strong>
                <span className={spot.state === 'returned' ? styles.late : styles.soft}>
                  {t(`spotState.${spot.state}`)}
                </span>
              </span>
              <span className={styles.soft}>
                {[
                  ...(awayMetres === null ? [] : [t('field.spots.away', { metres: metres(awayMetres) })]),
                  t('field.spots.sightings', { count: spot.sightings, shown: count(spot.sightings) }),
                  t('field.spots.last', {
                    moment: formatMoment(spot.lastSeenAt, session.territory.timeZone),
                  }),
                ].join(' · ')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </FieldFrame>
  );
}
