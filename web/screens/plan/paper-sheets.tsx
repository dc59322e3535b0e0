// The two printed sheets: the drawing with its legend, and the words with the place to sign.
import { ElementType } from '../../../contract/plan.ts';
import { formatDay } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import { type SheetLayout, scaleBar } from '../map-tools/print-layout.ts';
import styles from './paper.module.css';
import type { PaperFacts } from './paper-document.ts';
import {
  checkLines,
  costLines,
  effectLines,
  measureColumns,
  measureRows,
  paperNumbers,
} from './paper-facts.ts';
import { Swatch } from './swatch.tsx';

type Box = SheetLayout['map'];
const placed = ({ x, y, width, height }: Box) => ({
  left: `${x}mm`,
  top: `${y}mm`,
  width: `${width}mm`,
  height: `${height}mm`,
});

type DrawingProps = { facts: PaperFacts; layout: SheetLayout; image: string; mark: string };

export function DrawingSheet({ facts, layout, image, mark }: DrawingProps) {
  const words = useWords();
  const { t } = words;
  const { plan, school, gateName, scale, paper, session } = facts;
  const types = ElementType.options.filter((type) =>
    plan.content.elements.some((element) => element.type === type),
  );
  const bar = scaleBar(scale, 50);
  const numbers = paperNumbers(plan.content);
  const numbersOf = (type: (typeof types)[number]): string =>
    plan.content.elements
      .flatMap((element) => (element.type === type ? (numbers.get(element.id) ?? []) : []))
      .sort((a, b) => a - b)
      .join(', ');
  return (
    <section
      className={styles.drawing}
      style={{ width: `${layout.width}mm`, height: `${layout.height}mm` }}
      aria-label={t('plan.paper.sheet')}
    >
      <header style={placed(layout.head)}>
        <p className={styles.headLine}>{t('plan.paper.sheet')}</p>
        <h2 className={styles.headName}>
          {plan.content.name} · {school.name} ({gateName})
        </h2>
      </header>
      <figure className={styles.map} style={placed(layout.map)}>
        {image === '' ? null : (
          <img src={image} alt={t('plan.paper.caption', { scale: words.count(scale), paper })} />
        )}
        <svg className={styles.north} viewBox="0 0 20 36" aria-hidden="true">
          <path d="M10 1 18 24 10 19 2 24Z" />
          <text x="10" y="34">
            {t('plan.paper.north')}
          </text>
        </svg>
      </figure>
      <div className={styles.legend} style={placed(layout.legend)}>
        <h3>{t('plan.paper.legend')}</h3>
        <ul>
          {types.map((type) => (
            <li key={type}>
              <Swatch type={type} />
              <span>
                {t(`plan.element.${type}`)} <small>({numbersOf(type)})</small>
              </span>
            </li>
          ))}
          <li>
            <span className={styles.noStopping} aria-hidden="true" />
            <span>{t('plan.show.no_stopping')}</span>
          </li>
          <li>
            <span className={styles.zone} aria-hidden="true" />
            <span>{t('plan.show.zones')}</span>
          </li>
        </ul>
      </div>
      <footer className={styles.drawingFoot} style={placed(layout.foot)}>
        <div className={styles.bar}>
          <span className={styles.barLine} style={{ width: `${bar.mm}mm` }} aria-hidden="true" />
          <span className={styles.barEnds} style={{ width: `${bar.mm}mm` }} aria-hidden="true">
            <span>0</span>
            <span>{words.count(bar.metres)} m</span>
          </span>
          <b>{t('plan.paper.scaleText', { scale: words.count(scale), paper })}</b>
        </div>
        <div className={styles.marks}>
          {mark === '' ? null : <b>{mark}</b>}
          <span>
            {t('plan.paper.state')}: {t(`plan.state.${plan.state}`)} ·{' '}
            {t('plan.paper.day', { day: formatDay(session.today) })}
          </span>
          <span>{session.territory.credits.join(' · ')}</span>
        </div>
      </footer>
    </section>
  );
}

export function WordsSheet({ facts, mark }: { facts: PaperFacts; mark: string }) {
  const words = useWords();
  const { t } = words;
  const { plan, school, gateName, check, effect, session } = facts;
  return (
    <section className={styles.words} aria-label={t('plan.paper.measuresTitle')}>
      <div className={styles.letterhead}>
        <p>
          {t('plan.paper.agencyAbove')}
          <b>{(session.grants[0]?.unitName ?? '').toLocaleUpperCase('vi')}</b>
          <span>{t('plan.paper.documentNumber')}</span>
        </p>
        <p>
          <b>{t('plan.paper.country')}</b>
          <b className={styles.motto}>{t('plan.paper.motto')}</b>
          <i>{t('plan.paper.placeDate', { year: session.today.slice(0, 4) })}</i>
        </p>
      </div>
      {mark === '' ? null : <p className={styles.mark}>{mark}</p>}
      <h2>
        {t('plan.paper.type')}
        <span className={styles.subject}>
          {t('plan.paper.subject', { gate: gateName.toLocaleLowerCase('vi'), school: school.name })}
        </span>
      </h2>
      <h3>{t('plan.paper.measuresTitle')}</h3>
      <table>
        <thead>
          <tr>
            {measureColumns.map((column) => (
              <th key={column} scope="col">
                {t(`plan.paper.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {measureRows(plan, facts.measures, check?.cost, words).map(({ cells }) => (
            <tr key={cells[0]}>
              {measureColumns.map((column, i) => (
                <td key={column}>{cells[i]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {costLines(check?.cost, words).map((line) => (
        <p key={line}>
          <b>{line}</b>
        </p>
      ))}
      <h3>{t('plan.paper.checksTitle')}</h3>
      {check === undefined ? null : checkLines(check, words).map((line) => <p key={line}>{line}</p>)}
      <h3>{t('plan.paper.effectTitle')}</h3>
      {effect === undefined ? (
        <p>{t('plan.paper.effectNone')}</p>
      ) : (
        effectLines(effect, words).map((line) => <p key={line}>{line}</p>)
      )}
      <div className={styles.signers}>
        {(['maker', 'school', 'head'] as const).map((signer) => (
          <p key={signer}>
            <b>{t(`plan.paper.signer.${signer}`)}</b>
            <i>{t(signer === 'maker' ? 'plan.paper.signer.hint' : 'plan.paper.signer.sealed')}</i>
          </p>
        ))}
      </div>
    </section>
  );
}
