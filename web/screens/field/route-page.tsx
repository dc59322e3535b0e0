// One route in the field: its stretches with what is answered today, and the one the officer stands on.
import { Badge, Button } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../text/words.ts';
import { nearestAlong, partOfLine } from './along.ts';
import styles from './field.module.css';
import { useField, usePack } from './field-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import type { PackRoute, PackSchool } from './pack.ts';
import { usePlaceNames } from './place-names.ts';
import { sheetsAlong } from './place-to-ask.ts';
import { SketchMap } from './sketch-map.tsx';
import { localDay, sheetsOf, surveyOfToday } from './survey-today.ts';
import { useHere } from './walk-recorder.tsx';

/** Our choice: as far off a route one still stands on it, with the error of a fair phone between houses. */
const ON_ROUTE_METRES = 40;

export function RoutePage({ school, route }: { school: PackSchool; route: PackRoute }) {
  const words = useWords();
  const { t, count, decimal } = words;
  const pack = usePack();
  const names = usePlaceNames(school);
  const { items, session } = useField();
  const { here } = useHere();
  const today = { schoolId: school.id, accountId: session.account.id, day: localDay(new Date()) };
  const answered = sheetsAlong(route, sheetsOf(surveyOfToday(items, today)));
  const along = here === null ? null : nearestAlong(route.path.coordinates, route.lengthMetres, here.place);
  const isOn = along !== null && along.offMetres <= ON_ROUTE_METRES;
  const standing = isOn ? stretchAt(route, along.alongMetres) : null;
  const firstLeft = answered.indexOf(null) + 1;
  // Where one stands, unless that is done: then the next one left.
  const next = standing !== null && answered[standing - 1] === null ? standing : firstLeft;
  const shown = route.stretches[(next || 1) - 1];
  const marked = shown === undefined ? [] : partOfLine(route.path.coordinates, route.lengthMetres, shown);
  const kilometres = (metres: number) => decimal(metres / 1_000, metres < 100 ? 2 : 1);
  const askAbout = (number: number) => `truong/${school.id}/hoi/${route.id}/${number}`;
  return (
    <FieldFrame
      title={names.route(route)}
      back={`truong/${school.id}`}
      dock={
        next === 0 ? null : (
          <Button component={Link} to={`/khao-sat/${askAbout(next)}`} size="xl">
            {t('field.route.ask', { stretch: names.stretch(route, next) })}
          </Button>
        )
      }
    >
      <SketchMap
        pack={pack}
        centre={
          isOn && here !== null
            ? here.place
            : (marked[Math.floor(marked.length / 2)] ?? school.location.coordinates)
        }
        routes={[{ id: route.id, path: route.path.coordinates }]}
        marked={marked}
        gates={school.gates}
        here={here?.place ?? null}
      />
      <p role="status" style={{ margin: 0 }}>
        {standing !== null && along !== null
          ? t('field.route.standing', {
              stretch: names.stretch(route, standing),
              km: kilometres(along.alongMetres),
            })
          : here === null
            ? t('field.spot.waitPlace')
            : t('field.route.off')}
      </p>
      <ul className={styles.rows}>
        {route.stretches.map(({ fromMetres, toMetres }, i) => (
          <li key={fromMetres}>
            <Link
              className={styles.row}
              data-here={standing === i + 1}
              to="/khao-sat/$"
              params={{ _splat: askAbout(i + 1) }}
            >
              <span className={styles.line}>
                <strong>{names.stretch(route, i + 1)}</strong>
                <span className={styles.soft}>
                  {t('field.route.metres', { from: count(fromMetres), to: count(toMetres) })}
                </span>
              </span>
              {answered[i] === null ? (
                <span>{t('field.school.answer')} ›</span>
              ) : (
                <Badge
                  tt="none"
                  color="green"
                  size="lg"
                  leftSection={<IconListCheck size={16} aria-hidden />}
                >
                  {t('field.school.answered')}
                </Badge>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </FieldFrame>
  );
}

/** Number from 1 of the stretch at so many metres from the start. */
function stretchAt({ stretches }: PackRoute, alongMetres: number): number {
  const found = stretches.findIndex(({ toMetres }) => alongMetres <= toMetres);
  return found < 0 ? stretches.length : found + 1;
}
