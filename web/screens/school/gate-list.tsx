// The gates of a school with their zones, and the illegal spots at them.
import type { z } from 'zod';
import type { Gate } from '../../../contract/facts.ts';
import type { Point } from '../../../contract/geometry.ts';
import type { SchoolDetail, SchoolSpot } from '../../../contract/school-page.ts';
import { formatDay, formatMoment } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import styles from './school-card.module.css';
import { ShowButton } from './show-button.tsx';

type SchoolGate = z.infer<typeof Gate>;
type Props = {
  gates: readonly SchoolGate[];
  /** Undefined while it is loading. */
  detail: SchoolDetail | undefined;
  timeZone: string;
  onShow(place: Point): void;
};

export function GateList({ gates, detail, timeZone, onShow }: Props) {
  const words = useWords();
  const { t } = words;
  const surveyed = new Map(detail?.gates.map((gate) => [gate.gateId, gate.lastSurveyedOn]));
  const nameOf = (gate: SchoolGate): string => gate.name ?? t(`gateKind.${gate.kind}`);
  const names = new Map(gates.map((gate) => [gate.id, nameOf(gate)]));
  return (
    <section className={styles.card}>
      <h2>{t('schoolPage.gates')}</h2>
      {gates.length === 0 ? (
        <p className={styles.soft}>{t('school.noGates')}</p>
      ) : (
        <table className={`${styles.table} numbers`}>
          <caption className="for-readers">{t('school.gates')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('schoolPage.gate')}</th>
              <th scope="col">{t('schoolPage.zone')}</th>
              <th scope="col">{t('schoolPage.lastSurvey')}</th>
              <td className={styles.act} />
            </tr>
          </thead>
          <tbody>
            {gates.map((gate) => {
              const day = surveyed.get(gate.id) ?? null;
              return (
                <tr key={gate.id}>
                  <th scope="row">
                    {nameOf(gate)}
                    <small>
                      {[
                        gate.name === null ? null : t(`gateKind.${gate.kind}`),
                        gate.opens === null ? null : t('school.gateOpens', { text: gate.opens }),
                      ]
                        .filter((part) => part !== null)
                        .join(' · ')}
                    </small>
                  </th>
                  <td>{t(gate.zone === null ? 'schoolPage.zoneNo' : 'schoolPage.zoneYes')}</td>
                  <td>
                    {detail === undefined ? (
                      '…'
                    ) : day === null ? (
                      <span className={styles.alarm}>{t('schoolPage.never')}</span>
                    ) : (
                      formatDay(day)
                    )}
                  </td>
                  <td className={styles.act}>
                    <ShowButton place={gate.location} name={nameOf(gate)} onShow={onShow} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <h3>{t('schoolPage.spotsHere')}</h3>
      {detail?.spots.length === 0 ? <p className={styles.soft}>{t('schoolPage.noSpots')}</p> : null}
      <ul className={styles.list}>
        {(detail?.spots ?? []).map((spot) => (
          <li key={spot.id}>
            <span>
              <b>{t(`spotKind.${spot.kind}`)}</b> · {t(`spotState.${spot.state}`)}
              <small>{spotNote(spot)}</small>
            </span>
            <ShowButton place={spot.location} name={t(`spotKind.${spot.kind}`)} onShow={onShow} />
          </li>
        ))}
      </ul>
    </section>
  );

  function spotNote({ gateId, gateMetres, isInZone, sightings, lastSeenAt }: SchoolSpot): string {
    const gate = gateId === null ? undefined : names.get(gateId);
    return [
      gate === undefined || gateMetres === null
        ? null
        : t('schoolPage.spotMetres', { gate, metres: words.metres(gateMetres) }),
      isInZone ? t('schoolPage.spotInZone') : null,
      t('schoolPage.spotSeen', { count: sightings, day: formatMoment(lastSeenAt, timeZone) }),
    ]
      .filter((part) => part !== null)
      .join(' · ');
  }
}
