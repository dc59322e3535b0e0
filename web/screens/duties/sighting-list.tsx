// The sightings of one illegal spot: how much was seen, the photos that prove it, and taking one back.
import { Button, Group } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { SpotDetail } from '../../../contract/field.ts';
import { formatMoment } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import { mayWithdraw, WithdrawButton } from '../withdraw-button.tsx';
import styles from './duties.module.css';
import { PhotoDialog, type ShownPhoto } from './photo-dialog.tsx';

type Props = { session: Session; spot: SpotDetail };
type Sighting = SpotDetail['sightingList'][number];

export function SightingList({ session, spot }: Props) {
  const { t } = useWords();
  const isLast = spot.sightingList.length === 1;
  return (
    <section className={styles.card}>
      <h2>{t('duties.spots.list')}</h2>
      <ol className={styles.steps}>
        {spot.sightingList.map((sighting) => (
          <Row key={sighting.id} session={session} sighting={sighting} isLast={isLast} />
        ))}
      </ol>
    </section>
  );
}

function Row({ session, sighting, isLast }: { session: Session; sighting: Sighting; isLast: boolean }) {
  const { t, count } = useWords();
  const navigate = useNavigate();
  const [shown, setShown] = useState<ShownPhoto | null>(null);
  const { id, seenAt, vehicles, minutesWatched, minutesSeen, isProven, evidencePhotos, photos } = sighting;
  const seen = [
    ...(vehicles === null ? [] : [t('duties.spots.vehicles', { shown: count(vehicles) })]),
    ...(minutesWatched === null
      ? []
      : [t('duties.spots.watched', { seen: count(minutesSeen ?? 0), watched: count(minutesWatched) })]),
    isProven ? t('duties.spots.proven') : t('duties.spots.photos', { shown: count(evidencePhotos) }),
  ];
  const mayTakeBack = mayWithdraw(session, sighting);
  return (
    <li>
      <b>{formatMoment(seenAt, session.territory.timeZone)}</b>
      <p>{seen.join(' · ')}</p>
      <Group gap="xs">
        {/* Not shown unasked: every look at evidence is noted. */}
        {photos.map((photo, i) => {
          const title = t('duties.photo.number', { number: i + 1 });
          return (
            <Button
              key={photo.id}
              size="xs"
              variant="default"
              leftSection={<IconPhoto size={16} aria-hidden />}
              onClick={() => setShown({ id: photo.id, title, isEvidence: photo.kind === 'evidence' })}
            >
              {title}
            </Button>
          );
        })}
        {mayTakeBack ? (
          <WithdrawButton
            record={{ kind: 'sighting', recordId: id, isLast }}
            look={{ size: 'xs', variant: 'default' }}
            onWithdrawn={() => {
              if (isLast) void navigate({ to: '/cong-viec', search: { tab: 'spots' } });
            }}
          />
        ) : null}
      </Group>
      {shown === null ? null : (
        <PhotoDialog photo={shown} mayWithdraw={mayTakeBack} onClose={() => setShown(null)} />
      )}
    </li>
  );
}
