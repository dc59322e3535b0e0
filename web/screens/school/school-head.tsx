// Which school the page is about, with the ways back to the overview and to the map, and to paper.
import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconMap2, IconPrinter } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { School } from '../../../contract/facts.ts';
import { useWords } from '../../text/words.ts';
import { mapPlace } from './accident-link.tsx';
import styles from './school-head.module.css';

/** Shows the school with its routes. */
const schoolZoom = 15.5;

/** `prepare` makes ready what only paper shows; the page is printed also when that fails. */
export function SchoolHead({ school, prepare }: { school: School; prepare(): Promise<void> }) {
  const words = useWords();
  const { t } = words;
  const [isPrinting, setPrinting] = useState(false);
  const print = async (): Promise<void> => {
    setPrinting(true);
    await prepare().catch(console.error);
    setPrinting(false);
    window.print();
  };
  useHotkeys([['mod+P', () => void print()]]);
  const about = [
    school.levels.map((level) => t(`level.${level}`)).join(' + '),
    school.pupils === null
      ? t('common.pupilsUnknown')
      : t('common.pupils', { shown: words.count(school.pupils) }),
    t('schoolPage.gateCount', { count: school.gateCount }),
    school.shifts === null ? null : t('school.shifts', { count: school.shifts }),
    school.walkCycleShare === null
      ? null
      : t('school.walkCycle', { share: words.share(school.walkCycleShare) }),
    school.managingAgency,
  ].filter((part) => part !== null);
  return (
    <header className={styles.head}>
      <div>
        <p className={styles.trail}>
          <Link to="/tong-quan" search={{}}>
            {t('schoolPage.back')}
          </Link>{' '}
          ›{' '}
          <Link to="/tong-quan" search={{ unit: school.unitId, view: 'schools' }}>
            {school.unitName}
          </Link>
        </p>
        <h1>{school.name}</h1>
        <p className={styles.about}>{about.join(' · ')}</p>
      </div>
      <div className={styles.acts}>
        <Link
          className={styles.mapLink}
          to="/"
          search={{ open: `school:${school.id}`, at: mapPlace(school.location, schoolZoom) }}
        >
          <IconMap2 size={18} aria-hidden /> {t('schoolPage.openMap')}
        </Link>
        <Button
          variant="default"
          leftSection={<IconPrinter size={18} aria-hidden />}
          loading={isPrinting}
          onClick={() => void print()}
        >
          {t('schoolPage.print')}
        </Button>
      </div>
    </header>
  );
}
