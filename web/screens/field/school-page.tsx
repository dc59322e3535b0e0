// One school in the field: the sketch, its gates and routes to answer about, and the findings that are not done.
import { Badge, Button } from '@mantine/core';
import { IconAlertTriangle, IconListCheck, IconWalk } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { getSchoolCoverage } from '../../../contract/coverage.ts';
import type { FieldPack } from '../../../contract/field.ts';
import { call } from '../../api.ts';
import { useWords } from '../../text/words.ts';
import styles from './field.module.css';
import { useField, useLive, usePack } from './field-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import { SketchMap } from './sketch-map.tsx';
import { localDay, sheetsOf, surveyOfToday } from './survey-today.ts';

export type PackSchool = FieldPack['schools'][number];

export function SchoolPage({ school }: { school: PackSchool }) {
  const words = useWords();
  const { t } = words;
  const pack = usePack();
  const { items, session, store } = useField();
  const today = { schoolId: school.id, accountId: session.account.id, day: localDay(new Date()) };
  const sheets = sheetsOf(surveyOfToday(items, today));
  const isWalking = useLive(() => store.fixes.where('walkId').equals(school.id).count(), school.id);
  // Only known with a network, and nothing waits for it.
  const coverage = useQuery({
    queryKey: [getSchoolCoverage.name, school.id],
    queryFn: ({ signal }) => call(getSchoolCoverage, { params: { id: school.id } }, signal),
    retry: false,
  });
  const next = coverage.data?.gaps[0];
  const findings = pack.findings.filter((finding) => finding.schoolId === school.id);
  const below = (page: string) => `/khao-sat/truong/${school.id}/${page}`;
  return (
    <FieldFrame title={school.name} back="">
      <SketchMap
        pack={pack}
        centre={school.gates[0]?.location.coordinates ?? school.location.coordinates}
        routes={school.routes.map((route) => ({ id: route.id, path: route.path.coordinates }))}
        gates={school.gates}
      />
      {next === undefined ? null : (
        <p className={styles.soft} style={{ margin: 0 }}>
          {t('field.school.next')}: {next.routeName ?? t('field.observe.route')} (
          {words.metres(next.fromMetres)} – {words.metres(next.toMetres)})
        </p>
      )}
      <Button component={Link} to={below('di')} size="xl" leftSection={<IconWalk aria-hidden />}>
        {(isWalking ?? 0) > 0 ? t('field.school.continueWalk') : t('field.school.walk')}
      </Button>
      <Places
        title={t('field.school.gates')}
        places={school.gates.map((gate, i) => ({
          id: gate.id,
          name: gate.name ?? t('field.school.gate', { number: words.count(i + 1) }),
          note: gate.name === t(`gateKind.${gate.kind}`) ? '' : t(`gateKind.${gate.kind}`),
          isAnswered: sheets.some((sheet) => sheet.gateId === gate.id),
        }))}
        schoolId={school.id}
      />
      <Places
        title={t('field.school.routes')}
        places={school.routes.map((route, i) => ({
          id: route.id,
          name: route.name ?? t('field.school.route', { number: words.count(i + 1) }),
          note: words.metres(route.lengthMetres),
          isAnswered: sheets.some((sheet) => sheet.routeId === route.id),
        }))}
        schoolId={school.id}
      />
      <Button
        component={Link}
        to={below('bat-cap')}
        size="xl"
        variant="default"
        leftSection={<IconAlertTriangle aria-hidden />}
      >
        {t('field.school.finding')}
      </Button>
      {findings.length === 0 ? null : (
        <section>
          <h2>{t('field.school.findings')}</h2>
          <ul className={styles.rows}>
            {findings.map((finding) => {
              const reason = pack.codes.reasons.find(({ id }) => id === finding.reasonCode);
              return (
                <li key={finding.id} className={styles.row}>
                  <span className={styles.line}>
                    <strong>{reason?.[words.language] ?? finding.reasonCode}</strong>
                    <span className={styles.soft}>{t(`findingState.${finding.state}`)}</span>
                  </span>
                  <span className={styles.line}>
                    <span>{t(`findingOwner.${finding.owner}`)}</span>
                    {finding.overdueDays === null ? null : (
                      <span className={styles.late}>
                        {t('field.school.overdue', { shown: words.count(finding.overdueDays) })}
                      </span>
                    )}
                  </span>
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </FieldFrame>
  );
}

type Place = { id: string; name: string; note: string; isAnswered: boolean };

function Places({ title, places, schoolId }: { title: string; places: Place[]; schoolId: string }) {
  const { t } = useWords();
  if (places.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul className={styles.rows}>
        {places.map((place) => (
          <li key={place.id}>
            <Link
              className={styles.row}
              to="/khao-sat/$"
              params={{ _splat: `truong/${schoolId}/hoi/${place.id}` }}
            >
              <span className={styles.line}>
                <strong>{place.name}</strong>
                <span className={styles.soft}>{place.note}</span>
              </span>
              {place.isAnswered ? (
                <Badge color="green" size="lg" leftSection={<IconListCheck size={16} aria-hidden />}>
                  {t('field.school.answered')}
                </Badge>
              ) : (
                <span>{t('field.school.answer')} ›</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
