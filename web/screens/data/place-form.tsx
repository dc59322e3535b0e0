// One accident gets its place: what its record says, what that suggests, a search to get near, and a tap on the map.
import { Button, Group, Radio, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconFocus2, IconMapPin, IconSearch, IconX } from '@tabler/icons-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { Position } from '../../../contract/geometry.ts';
import type { AccidentRecord } from '../../../contract/quality.ts';
import type { Box } from '../../map/small-map.tsx';
import { usePlaceAccident, useSuggestion } from '../../quality-queries.ts';
import { useSearch } from '../../queries.ts';
import { useSession } from '../../session-queries.ts';
import { useWords } from '../../text/words.ts';
import { ErrorBoundary } from '../error-boundary.tsx';
import styles from './data.module.css';
import { type FoundBox, found } from './place-search.ts';
import { ProblemAlert } from './problem-alert.tsx';
import quality from './quality.module.css';
import { smallMapWords } from './small-map-words.ts';

const PlaceMap = lazy(async () => ({ default: (await import('../../map/place-map.tsx')).PlaceMap }));

type Props = { accident: AccidentRecord; onClose(): void; onSaved(): void };
type Sureness = 'exact' | 'street';

export function PlaceForm({ accident, onClose, onSaved }: Props) {
  const words = useWords();
  const { t } = words;
  const session = useSession().data;
  const suggestion = useSuggestion(accident.id).data;
  const place = usePlaceAccident();
  const [chosen, setChosen] = useState<Position | null>(null);
  const [centre, setCentre] = useState<Position | null>(null);
  const [sureness, setSureness] = useState<Sureness>('exact');
  const [looked, setLooked] = useState<Box | null>(null);
  const suggested = useMemo(
    () => suggestion?.places.map(({ location }) => location.coordinates) ?? [],
    [suggestion],
  );
  const home: Box = session?.home.bounds ?? [102, 8, 110, 24];
  const nearest = suggested[0];
  const box: Box = looked ?? (nearest === undefined ? home : [...nearest, ...nearest]);

  const save = (): void => {
    if (chosen === null) return;
    place.mutate(
      {
        params: { id: accident.id },
        body: {
          location: { type: 'Point', coordinates: chosen },
          quality: sureness,
          baseRevision: accident.revision,
        },
      },
      {
        onSuccess: () => {
          notifications.show({
            message: t('quality.unlocated.saved'),
            closeButtonProps: { 'aria-label': t('common.close') },
          });
          onSaved();
        },
      },
    );
  };
  return (
    <section className={styles.card} aria-labelledby="place-title">
      <div className={styles.rowHead}>
        <h2 id="place-title">
          {accident.writtenAddress === null
            ? t('quality.unlocated.notWritten')
            : t('quality.unlocated.written', { address: accident.writtenAddress })}
        </h2>
        <Button
          variant="subtle"
          flex="none"
          size="compact-md"
          leftSection={<IconX size={16} aria-hidden />}
          onClick={onClose}
        >
          {t('quality.unlocated.close')}
        </Button>
      </div>
      <p className={styles.soft}>
        {[
          accident.roadName === null ? null : t('quality.unlocated.road', { road: accident.roadName }),
          accident.unitName === null ? null : t('quality.unlocated.onlyCommune', { unit: accident.unitName }),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      <Suggested
        suggestion={suggestion}
        onUse={(at, isExact) => {
          setChosen(at);
          setSureness(isExact ? 'exact' : 'street');
          setLooked([...at, ...at]);
        }}
      />
      <Finder onFound={setLooked} />
      <p className={styles.soft}>{t('quality.unlocated.tap')}</p>
      <ErrorBoundary title={t('failure.map')}>
        <Suspense fallback={<Skeleton height={340} />}>
          <PlaceMap
            words={smallMapWords(words)}
            box={box}
            suggested={suggested}
            chosen={chosen}
            credits={session?.territory.credits ?? []}
            onChoose={setChosen}
            onCentre={setCentre}
          />
        </Suspense>
      </ErrorBoundary>
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconFocus2 size={18} aria-hidden />}
          disabled={centre === null}
          onClick={() => setChosen(centre)}
        >
          {t('quality.unlocated.centre')}
        </Button>
        <span className={`${styles.soft} numbers`} role="status">
          {chosen === null
            ? ''
            : t('quality.unlocated.chosen', {
                latitude: chosen[1].toFixed(6),
                longitude: chosen[0].toFixed(6),
              })}
        </span>
      </Group>
      <Radio.Group
        label={t('quality.unlocated.quality')}
        value={sureness}
        onChange={(value) => setSureness(value === 'street' ? 'street' : 'exact')}
      >
        <Group gap="lg" mt={6}>
          <Radio value="exact" label={t('quality.unlocated.exact')} />
          <Radio value="street" label={t('quality.unlocated.street')} />
        </Group>
      </Radio.Group>
      {place.isError ? <ProblemAlert title={t('quality.unlocated.failed')} problem={place.error} /> : null}
      <Group>
        <Button disabled={chosen === null} loading={place.isPending} onClick={save}>
          {t('quality.unlocated.save')}
        </Button>
      </Group>
    </section>
  );
}

type SuggestedProps = {
  suggestion: ReturnType<typeof useSuggestion>['data'];
  onUse(at: Position, isExact: boolean): void;
};

function Suggested({ suggestion, onUse }: SuggestedProps) {
  const { t } = useWords();
  if (suggestion === undefined) return null;
  const { address, places } = suggestion;
  if (address === null) return <p className={styles.soft}>{t('quality.unlocated.noSuggestion')}</p>;
  const named = { address: address.text, ref: address.ref };
  if (places.length === 0) return <p className={styles.soft}>{t('quality.unlocated.addressLost', named)}</p>;
  return (
    <Group gap="sm">
      <span>{t('quality.unlocated.suggestion', named)}</span>
      {places.map(({ location, quality: sure }, i) => (
        <Button
          key={location.coordinates.join()}
          variant="default"
          leftSection={<IconMapPin size={18} aria-hidden />}
          onClick={() => onUse(location.coordinates, sure === 'exact')}
        >
          {places.length === 1
            ? t('quality.unlocated.useSuggestion')
            : t('quality.unlocated.useSuggestionOf', { number: i + 1 })}
        </Button>
      ))}
    </Group>
  );
}

/** Brings the map near: roads, communes and kilometres that answer a typed question. */
function Finder({ onFound }: { onFound(box: Box): void }) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), 250);
  const answer = useSearch(asked).data;
  const results: readonly FoundBox[] = answer === undefined || asked === '' ? [] : found(answer);
  return (
    <div>
      <TextInput
        label={t('quality.unlocated.find')}
        placeholder={t('quality.unlocated.findHint')}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={typed}
        maxLength={100}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {results.length === 0 ? null : (
        <div className={quality.results} style={{ marginTop: 8 }}>
          {results.map(({ key, label, box }) => (
            <Button key={key} size="compact-md" variant="default" onClick={() => onFound(box)}>
              {label}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
