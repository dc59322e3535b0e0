// The officer's first page: the unit's data on this phone, and what is left to survey.
import { Alert, Button, NativeSelect, Text } from '@mantine/core';
import { IconDownload, IconParkingCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { ApiProblem } from '../../api.ts';
import { formatDay } from '../../format.ts';
import type { PackRow } from '../../outbox/store.ts';
import { useWords } from '../../text/words.ts';
import { useUnits } from '../../unit-queries.ts';
import styles from './field.module.css';
import { useField } from './field-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import { type SchoolLeft, schoolsLeft } from './left.ts';
import type { PackSchool } from './pack.ts';
import { StorageNotes } from './storage-notes.tsx';

export function HomePage() {
  const { t } = useWords();
  const { packRow, session } = useField();
  return (
    <FieldFrame
      title={t('field.title')}
      back={null}
      dock={
        packRow === null ? null : (
          <Button
            component={Link}
            to="/khao-sat/diem-vi-pham"
            size="xl"
            variant="default"
            leftSection={<IconParkingCircle aria-hidden />}
          >
            {t('field.spot.add')}
          </Button>
        )
      }
    >
      <div className={styles.line}>
        <strong>{session.account.displayName}</strong>
        <span className={styles.soft}>{session.grants[0]?.unitName}</span>
      </div>
      <StorageNotes />
      <PackCard />
      {packRow === null ? null : <LeftList packRow={packRow} />}
      {packRow === null || packRow.pack.spots.length === 0 ? null : <Spots packRow={packRow} />}
    </FieldFrame>
  );
}

function PackCard() {
  const words = useWords();
  const { t } = words;
  const { session, packRow, store } = useField();
  const units = useUnits();
  const [chosen, setChosen] = useState<string | null>(packRow?.unitId ?? null);
  const communes = (units.data?.units ?? []).filter(
    (unit) => unit.kind === 'commune' && unit.validTo === null,
  );
  const own = communes.find((unit) => session.grants.some((grant) => grant.unitId === unit.id));
  const unitId = chosen ?? own?.id ?? packRow?.unitId ?? null;
  const unitName = communes.find((unit) => unit.id === unitId)?.fullName ?? packRow?.pack.unit.name ?? '';
  const download = useQuery({
    queryKey: ['field pack', unitId],
    enabled: false,
    retry: false,
    queryFn: async ({ signal }) => {
      if (unitId === null) throw new ApiProblem('not-found');
      const { downloadPack } = await import('./download-pack.ts');
      return downloadPack(store, unitId, signal);
    },
  });
  return (
    <section className={styles.row} aria-label={t('field.pack.download', { unit: unitName })}>
      {packRow === null ? (
        <>
          <strong>{t('field.pack.none')}</strong>
          <span className={styles.soft}>{t('field.pack.hint')}</span>
        </>
      ) : (
        <>
          <strong>
            {t('field.pack.saved', {
              unit: packRow.pack.unit.name,
              size: sizeText(packRow.bytes, words),
              day: formatDay(packRow.savedAt.slice(0, 10)),
            })}
          </strong>
          <span className={styles.soft}>
            {t('field.pack.contents', {
              schools: words.count(packRow.pack.schools.length),
              routes: words.count(packRow.pack.schools.reduce((sum, one) => sum + one.routes.length, 0)),
              roads: words.count(packRow.pack.roads.length),
              findings: words.count(packRow.pack.findings.length),
            })}
          </span>
        </>
      )}
      {own === undefined && communes.length > 1 ? (
        <NativeSelect
          label={t('field.pack.choose')}
          data={[
            ...(unitId === null ? [{ value: '', label: '' }] : []),
            ...communes.map((unit) => ({ value: unit.id, label: unit.fullName })),
          ]}
          value={unitId ?? ''}
          onChange={(event) => setChosen(event.currentTarget.value)}
          size="lg"
        />
      ) : null}
      {download.isError ? (
        <Alert color="red">{t('field.pack.failed', { problem: words.problem(download.error) })}</Alert>
      ) : null}
      {unitId === null ? null : (
        <Button
          size="lg"
          h="auto"
          mih={50}
          py="xs"
          styles={{ label: { whiteSpace: 'normal' } }}
          variant={packRow === null ? 'filled' : 'default'}
          leftSection={<IconDownload aria-hidden />}
          loading={download.isFetching}
          onClick={() => void download.refetch()}
        >
          {packRow === null ? t('field.pack.download', { unit: unitName }) : t('field.pack.again')}
        </Button>
      )}
    </section>
  );
}

/** "640 kB", "1.400 kB", "14 MB". */
function sizeText(bytes: number, words: ReturnType<typeof useWords>): string {
  return bytes < 10_000_000 ? `${words.count(bytes / 1_000)} kB` : `${words.count(bytes / 1_000_000)} MB`;
}

function LeftList({ packRow }: { packRow: PackRow }) {
  const words = useWords();
  const { t } = words;
  const { items } = useField();
  const { pack, savedAt } = packRow;
  const left = useMemo(() => schoolsLeft({ pack, items, since: savedAt }), [pack, items, savedAt]);
  const schools = pack.schools
    .flatMap((school) => {
      const own = left.get(school.id);
      return own === undefined ? [] : [{ school, left: own }];
    })
    .sort((a, b) => b.left.leftMetres - a.left.leftMetres);
  const all = pack.schools.reduce((sum, school) => sum + school.requiredMetres, 0);
  const allLeft = schools.reduce((sum, one) => sum + one.left.leftMetres, 0);
  const onPhone = schools.reduce((sum, one) => sum + one.left.onPhoneMetres, 0);
  return (
    <section>
      <h2>{t('field.left.title')}</h2>
      <Text mb={8}>
        {allLeft < 1
          ? t('field.left.done')
          : t('field.left.sentence', {
              left: words.metres(allLeft),
              all: words.metres(all),
              share: words.share(all > 0 ? (all - allLeft) / all : 0),
            })}{' '}
        {onPhone < 1 ? null : <strong>{t('field.left.onPhone', { metres: words.metres(onPhone) })}</strong>}
      </Text>
      <ul className={styles.rows}>
        {schools.map((one) => (
          <li key={one.school.id}>
            <SchoolRow {...one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SchoolRow({ school, left }: { school: PackSchool; left: SchoolLeft }) {
  const { t, metres } = useWords();
  const { leftMetres, onPhoneMetres, lastSurveyedOn } = left;
  const percent = (of: number) => (school.requiredMetres > 0 ? (100 * of) / school.requiredMetres : 0);
  const onServer = school.requiredMetres - leftMetres - onPhoneMetres;
  return (
    <Link className={styles.row} to="/khao-sat/$" params={{ _splat: `truong/${school.id}` }}>
      <strong>{school.name}</strong>
      <span className={styles.line}>
        <span>
          {school.routes.length === 0
            ? t('field.left.noRoutes')
            : leftMetres < 1
              ? t('field.left.schoolDone')
              : t('field.left.school', { left: metres(leftMetres) })}
          {onPhoneMetres < 1 ? '' : ` · ${t('field.left.schoolOnPhone', { metres: metres(onPhoneMetres) })}`}
        </span>
        <span className={styles.soft}>
          {lastSurveyedOn === null
            ? t('field.left.never')
            : t('field.left.last', { day: formatDay(lastSurveyedOn) })}
        </span>
      </span>
      <span className={styles.meter} aria-hidden>
        <span style={{ width: `${percent(onServer)}%` }} />
        <span data-on="phone" style={{ width: `${percent(onPhoneMetres)}%` }} />
      </span>
    </Link>
  );
}

/** The way to the illegal spots, with how many are not handled. */
function Spots({ packRow }: { packRow: PackRow }) {
  const { t, count } = useWords();
  const open = packRow.pack.spots.filter(({ state }) => state !== 'handled').length;
  return (
    <Link className={styles.row} to="/khao-sat/$" params={{ _splat: 'diem' }}>
      <span className={styles.line}>
        <strong>{t('field.spots.title')}</strong>
        <span>{t('field.spots.open', { shown: count(open) })} ›</span>
      </span>
    </Link>
  );
}
