// The routes to a school with how much of each was surveyed within twelve months, and the coverage of all of them.
import type { z } from 'zod';
import type { SchoolRoute } from '../../../contract/facts.ts';
import type { Point } from '../../../contract/geometry.ts';
import type { SchoolDetail } from '../../../contract/school-page.ts';
import { formatDay } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import styles from './school-card.module.css';
import { ShowButton } from './show-button.tsx';

type Props = {
  routes: readonly z.infer<typeof SchoolRoute>[];
  /** Undefined while it is loading. */
  detail: SchoolDetail | undefined;
  onShow(place: Point): void;
};

export function RouteTable({ routes, detail, onShow }: Props) {
  const words = useWords();
  const { t } = words;
  const covered = new Map(detail?.routes.map((route) => [route.routeId, route]));
  const all = routes.reduce((sum, { lengthMetres }) => sum + lengthMetres, 0);
  const surveyed = (detail?.routes ?? []).reduce((sum, { surveyedMetres }) => sum + surveyedMetres, 0);
  return (
    <section className={styles.card}>
      <h2>{t('schoolPage.coverage')}</h2>
      {routes.length === 0 ? (
        <p className={styles.soft}>{t('schoolPage.coverageNone')}</p>
      ) : (
        <>
          {detail === undefined ? null : (
            <>
              <div className={styles.have} aria-hidden>
                <span style={{ width: `${(surveyed / all) * 100}%` }} />
              </div>
              <p>
                {t('schoolPage.coverageAll', {
                  surveyed: words.metres(surveyed),
                  all: words.metres(all),
                  share: words.share(surveyed / all),
                  since: formatDay(detail.surveyedSince),
                })}
              </p>
            </>
          )}
          <table className={`${styles.table} numbers`}>
            <caption className="for-readers">{t('schoolPage.coverage')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('schoolPage.route')}</th>
                <th scope="col" className={styles.number}>
                  {t('schoolPage.share')}
                </th>
                <th scope="col" className={styles.number}>
                  {t('schoolPage.surveyed')}
                </th>
                <th scope="col">{t('schoolPage.lastSurvey')}</th>
                <td className={styles.act} />
              </tr>
            </thead>
            <tbody>
              {routes.map(({ id, name, share, lengthMetres, lastSurveyedOn, path }) => {
                const start = path.coordinates[0];
                const shown = name ?? t('school.routeUnnamed');
                const metres = covered.get(id)?.surveyedMetres;
                return (
                  <tr key={id}>
                    <th scope="row">{shown}</th>
                    <td className={styles.number}>{share === null ? '–' : words.share(share)}</td>
                    <td className={styles.number}>
                      {metres === undefined ? '…' : words.metres(metres)}
                      <small> / {words.metres(lengthMetres)}</small>
                    </td>
                    <td>
                      {lastSurveyedOn === null ? (
                        <span className={styles.alarm}>{t('schoolPage.never')}</span>
                      ) : (
                        formatDay(lastSurveyedOn)
                      )}
                    </td>
                    <td className={styles.act}>
                      {start === undefined ? null : (
                        <ShowButton
                          place={{ type: 'Point', coordinates: start }}
                          name={shown}
                          onShow={onShow}
                        />
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
