// Ways between the pages of the application, for those who may see more than the map.
import { Link } from '@tanstack/react-router';
import type { Session } from '../../../contract/account.ts';
import { useWords } from '../../text/words.ts';
import styles from './app-links.module.css';

/** Whether the person's roles include one that imports data; the server decides in the end. */
export function mayImport(session: Session): boolean {
  return session.grants.some((grant) => grant.role === 'planner' || grant.role === 'administrator');
}

/** Everybody with a role reads the map and the overview. */
export function AppLinks({ session, layout }: { session: Session; layout: 'row' | 'column' }) {
  const { t } = useWords();
  return (
    <nav className={styles.links} data-layout={layout} aria-label={t('nav.label')}>
      <Link to="/" search={{}} activeOptions={{ exact: true, includeSearch: false }}>
        {t('nav.map')}
      </Link>
      <Link to="/tong-quan" search={{}} activeOptions={{ includeSearch: false }}>
        {t('nav.overview')}
      </Link>
      <Link to="/khao-sat/$">{t('field.nav')}</Link>
      <Link to="/cong-viec" search={{}} activeOptions={{ includeSearch: false }}>
        {t('duties.nav')}
      </Link>
      <Link to="/quy-hoach">{t('plan.link')}</Link>
      <Link to="/truong-diem" search={{}} activeOptions={{ includeSearch: false }}>
        {t('pilot.link')}
      </Link>
      {mayImport(session) ? <Link to="/du-lieu">{t('data.link')}</Link> : null}
    </nav>
  );
}
