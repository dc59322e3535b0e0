// One illegal spot in the field: where it is, that it was handled, and what a household committed itself to. No names.
import { Button, Stack, Textarea, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CommitmentInput, HandlingInput } from '../../../contract/field.ts';
import { formatMoment } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import styles from './field.module.css';
import { useField, usePack } from './field-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import type { PackSpot } from './pack.ts';
import { SketchMap } from './sketch-map.tsx';
import { localDay } from './survey-today.ts';
import { useTell } from './tell.ts';
import { metresBetween } from './track.ts';
import { useHere } from './walk-recorder.tsx';

export function KnownSpotPage({ spot }: { spot: PackSpot }) {
  const { t, count, metres } = useWords();
  const pack = usePack();
  const { items, packRow, session } = useField();
  const { here } = useHere();
  const { coordinates } = spot.location;
  // Done on this phone since the download.
  const done = items.filter(
    ({ kind, body, state, sentAt }) =>
      (kind === 'handling' || kind === 'commitment') &&
      'spotId' in body &&
      body.spotId === spot.id &&
      (state !== 'sent' || (sentAt ?? '') >= (packRow?.savedAt ?? '')),
  );
  const isHandled = spot.state === 'handled' || done.some(({ kind }) => kind === 'handling');
  const hasCommitted = done.some(({ kind }) => kind === 'commitment');
  return (
    <FieldFrame
      title={t(`spotKind.${spot.kind}`)}
      back="diem"
      dock={
        <Button component={Link} to="/khao-sat/diem-vi-pham" size="xl" variant="default">
          {t('field.spots.again')}
        </Button>
      }
    >
      <SketchMap
        pack={pack}
        centre={coordinates}
        routes={[]}
        gates={[{ id: spot.id, location: { coordinates } }]}
        here={here?.place ?? null}
      />
      <div>
        <strong className={spot.state === 'returned' ? styles.late : ''}>
          {t(`spotState.${spot.state}`)}
        </strong>
        <p className={styles.soft}>
          {t('field.spots.sightings', { count: spot.sightings, shown: count(spot.sightings) })}
          {' · '}
          {t('field.spots.last', { moment: formatMoment(spot.lastSeenAt, session.territory.timeZone) })}
        </p>
        {spot.note === null ? null : <p>{spot.note}</p>}
        <p className={styles.soft} role="status">
          {here === null
            ? t('field.spot.waitPlace')
            : t('field.follow.away', { metres: metres(metresBetween(here.place, coordinates)) })}
        </p>
        {done.map(({ id, kind }) => (
          <p key={id} role="status">
            {t(kind === 'handling' ? 'field.spots.handledHere' : 'field.spots.committedHere')}
          </p>
        ))}
      </div>
      {isHandled ? null : <Handle spotId={spot.id} />}
      {spot.kind === 'vehicle_keeping' && !hasCommitted ? <Commit spotId={spot.id} /> : null}
    </FieldFrame>
  );
}

function Handle({ spotId }: { spotId: string }) {
  const { t } = useWords();
  const tell = useTell();
  const { save } = useField();
  const [handledOn, setHandledOn] = useState(() => localDay(new Date()));
  const [note, setNote] = useState('');
  const keep = async () => {
    const body: HandlingInput = { spotId, handledOn, ...(note.trim() !== '' && { note: note.trim() }) };
    await save([{ kind: 'handling', body }]);
    tell(t('field.spots.saved'));
  };
  return (
    <section>
      <h2>{t('field.spots.handle')}</h2>
      <Stack gap="md">
        <TextInput
          size="lg"
          type="date"
          max={localDay(new Date())}
          label={t('field.spots.handledOn')}
          value={handledOn}
          onChange={(event) => setHandledOn(event.currentTarget.value)}
        />
        <Textarea
          size="lg"
          rows={2}
          maxLength={500}
          label={t('field.spot.note')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Button size="xl" disabled={handledOn === ''} onClick={() => void keep()}>
          {t('field.spots.handle')}
        </Button>
      </Stack>
    </section>
  );
}

function Commit({ spotId }: { spotId: string }) {
  const { t, count } = useWords();
  const tell = useTell();
  const { codes } = usePack();
  const { save } = useField();
  const [signedOn, setSignedOn] = useState(() => localDay(new Date()));
  const [validTo, setValidTo] = useState('');
  const aboveCc = codes.spotRules.commitmentAboveCc;
  const keep = async () => {
    const body: CommitmentInput = { spotId, signedOn, aboveCc, ...(validTo !== '' && { validTo }) };
    await save([{ kind: 'commitment', body }]);
    tell(t('field.spots.saved'));
  };
  return (
    <section>
      <h2>{t('field.spots.commitment')}</h2>
      <p className={styles.soft}>{t('field.spots.commitmentAbout', { cc: count(aboveCc) })}</p>
      <Stack gap="md" mt="xs">
        <TextInput
          size="lg"
          type="date"
          max={localDay(new Date())}
          label={t('field.spots.signedOn')}
          value={signedOn}
          onChange={(event) => setSignedOn(event.currentTarget.value)}
        />
        <TextInput
          size="lg"
          type="date"
          min={signedOn}
          label={t('field.spots.validTo')}
          value={validTo}
          onChange={(event) => setValidTo(event.currentTarget.value)}
        />
        <Button size="xl" variant="default" disabled={signedOn === ''} onClick={() => void keep()}>
          {t('field.spots.commit')}
        </Button>
      </Stack>
    </section>
  );
}
