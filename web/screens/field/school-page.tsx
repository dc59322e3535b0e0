// One school in the field: the sketch, its gates and routes to answer about, and the findings that are not done.
import { Badge, Button } from '@mantine/core';
import { IconAlertTriangle, IconListCheck, IconWalk } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../text/words.ts';
import styles from './field.module.css';
import { useField, useLive, usePack } from './field-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import { nextWalk, type RouteLeft } from './left.ts';
import type { PackSchool } from './pack.ts';
import { usePlaceNames } from './place-names.ts';
import { sheetsAlong } from './place-to-ask.ts';
import { SketchMap } from './sketch-map.tsx';
import { localDay, sheetsOf, surveyOfToday } from './survey-today.ts';
import { useAge } from './use-age.ts';
import { useLeft } from './use-left.ts';

export function SchoolPage({ school }: { school: PackSchool }) {
  const words = useWords();
  const { t } = words;
  const pack = usePack();
  const names = usePlaceNames(school);
  const { items, session, store } = useField();
  const today = { schoolId: school.id, accountId: session.account.id, day: localDay(new Date()) };
  const sheets = sheetsOf(surveyOfToday(items, today));
  const isWalking = useLive(() => store.fixes.where('walkId').equals(school.id).count(), school.id);
  const findings = pack.findings.filter((finding) => finding.schoolId === school.id);
  const left = useLeft(school);
  const below = (page: string) => `/khao-sat/truong/${school.id}/${page}`;
  return (
    <FieldFrame
      title={school.name}
      back=""
      dock={
        <div className={styles.pair}>
          <Button
            component={Link}
            to={below('bat-cap')}
            variant="default"
            leftSection={<IconAlertTriangle size={22} aria-hidden />}
          >
            {t('field.school.finding')}
          </Button>
          <Button component={Link} to={below('di')} leftSection={<IconWalk size={22} aria-hidden />}>
            {(isWalking ?? 0) > 0 ? t('field.school.continueWalk') : t('field.school.walk')}
          </Button>
        </div>
      }
    >
      <SketchMap
        pack={pack}
        centre={school.gates[0]?.location.coordinates ?? school.location.coordinates}
        routes={school.routes.map((route) => ({ id: route.id, path: route.path.coordinates }))}
        left={left.lines}
        gates={school.gates}
      />
      <NextWalk school={school} routes={left.routes} isOld={left.isOld} />
      <Places
        title={t('field.school.gates')}
        places={school.gates.map((gate) => ({
          page: `hoi/${gate.id}`,
          name: names.gate(gate),
          note: gate.name === t(`gateKind.${gate.kind}`) ? '' : t(`gateKind.${gate.kind}`),
          parts: 1,
          answered: sheets.some((sheet) => sheet.gateId === gate.id) ? 1 : 0,
        }))}
        schoolId={school.id}
      />
      <Places
        title={t('field.school.routes')}
        places={school.routes.map((route) => ({
          page: `tuyen/${route.id}`,
          name: names.route(route),
          note: words.metres(route.lengthMetres),
          parts: route.stretches.length,
          answered: sheetsAlong(route, sheets).filter((sheet) => sheet !== null).length,
        }))}
        schoolId={school.id}
      />
      {findings.length === 0 ? null : (
        <section>
          <h2>{t('field.school.findings')}</h2>
          <ul className={styles.rows}>
            {findings.map((finding) => {
              const reason = pack.codes.reasons.find(({ id }) => id === finding.reasonCode);
              return (
                <li key={finding.id}>
                  <Link
                    className={styles.row}
                    to="/khao-sat/$"
                    params={{ _splat: `truong/${school.id}/viec/${finding.id}` }}
                  >
                    <span className={styles.line}>
                      <strong>{reason?.[words.language] ?? finding.reasonCode}</strong>
                      <span className={styles.soft}>{t(`findingState.${finding.state}`)}</span>
                    </span>
                    <span className={styles.line}>
                      <span>{t(`findingOwner.${finding.owner}`)} ›</span>
                      {finding.overdueDays === null ? null : (
                        <span className={styles.late}>
                          {t('field.school.overdue', { shown: words.count(finding.overdueDays) })}
                        </span>
                      )}
                    </span>
                  </Link>
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </FieldFrame>
  );
}

function NextWalk({ school, routes, isOld }: { school: PackSchool; routes: RouteLeft[]; isOld: boolean }) {
  const { t, count } = useWords();
  const { packRow } = useField();
  const names = usePlaceNames(school);
  const age = useAge(packRow?.savedAt ?? null);
  const next = nextWalk(routes);
  if (next === null) return null;
  const { fromMetres, toMetres } = next;
  // By its id: the ledger's routes are other objects than the school's.
  const route = school.routes.find(({ id }) => id === next.route.id) ?? next.route;
  return (
    <p className={styles.soft}>
      {t('field.school.next', { route: names.route(route), from: count(fromMetres), to: count(toMetres) })}
      {isOld && age !== null ? ` · ${t('field.school.nextAge', { age: age.words })}` : ''}
      <br />
      {t('field.school.thick')}
    </p>
  );
}

/** `parts` are its stretches, of which so many are `answered` today. */
type Place = { page: string; name: string; note: string; parts: number; answered: number };

function Places({ title, places, schoolId }: { title: string; places: Place[]; schoolId: string }) {
  const { t, count } = useWords();
  if (places.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul className={styles.rows}>
        {places.map(({ page, name, note, parts, answered }) => (
          <li key={page}>
            <Link className={styles.row} to="/khao-sat/$" params={{ _splat: `truong/${schoolId}/${page}` }}>
              <span className={styles.line}>
                <strong>{name}</strong>
                <span className={styles.soft}>{note}</span>
              </span>
              {answered === parts ? (
                <Badge
                  tt="none"
                  color="green"
                  size="lg"
                  leftSection={<IconListCheck size={16} aria-hidden />}
                >
                  {t('field.school.answered')}
                </Badge>
              ) : (
                <span>
                  {answered === 0
                    ? t('field.school.answer')
                    : t('field.school.partly', { answered: count(answered), parts: count(parts) })}{' '}
                  ›
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
