// Ways between the pages of the application, for those who may see more than the map.
import { Link } from '@tanstack/react-router';
import type { Session } from '../../../contract/account.ts';
import { useWords } from '../../text/words.ts';
import styles from './app-links.module.css';

/** Whether the person's roles include one that imports data; the server decides in the end. */
export function mayImport(session: Session): boolean {
  return session.grants.some((grant) => grant.role === 'planner' || grant.role === 'administrator');
}

export function AppLinks({ session, layout }: { session: Session; layout: 'row' | 'column' }) {
  const { t } = useWords();
  if (!mayImport(session)) return null;
  return (
    <nav className={styles.links} data-layout={layout} aria-label={t('data.navigation')}>
      <Link to="/" search={{}} activeOptions={{ exact: true, includeSearch: false }}>
        {t('data.mapLink')}
      </Link>
      <Link to="/du-lieu">{t('data.link')}</Link>
    </nav>
  );
}
