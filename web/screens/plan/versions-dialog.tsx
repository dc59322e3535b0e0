// Every version that was saved, newest first; one of them can be taken back as a new change.
import { Button, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { PlanContent } from '../../../contract/plan.ts';
import { formatMoment } from '../../format.ts';
import { usePlanVersion, usePlanVersions } from '../../plan-queries.ts';
import { useWords } from '../../text/words.ts';
import { Failure, ListSkeleton } from '../states.tsx';
import styles from './dialogs.module.css';
import panelStyles from './panel.module.css';

type Props = {
  id: string;
  revision: number;
  mayDraw: boolean;
  timeZone: string;
  onRestore(content: PlanContent, revision: number): void;
  onClose(): void;
};

export function VersionsDialog({ id, revision, mayDraw, timeZone, onRestore, onClose }: Props) {
  const { t } = useWords();
  const versions = usePlanVersions(id);
  const [wanted, setWanted] = useState<number | null>(null);
  const version = usePlanVersion(id, wanted);
  useEffect(() => {
    if (version.data !== undefined && wanted !== null) onRestore(version.data.content, wanted);
  }, [version.data, wanted, onRestore]);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('plan.versions.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {versions.isPending ? (
        <ListSkeleton rows={4} height={48} />
      ) : versions.isError ? (
        <Failure problem={versions.error} onRetry={() => void versions.refetch()} />
      ) : (
        <ul className={styles.versions}>
          {versions.data.versions.map((each) => (
            <li key={each.revision}>
              <span>
                <b>{t('plan.versions.row', { revision: each.revision })}</b>{' '}
                {t('plan.versions.elements', { count: each.elementCount })}
                <small>
                  {formatMoment(each.at, timeZone)} · {each.by ?? t('plan.versions.nobody')}
                </small>
              </span>
              {each.revision === revision ? (
                <span className={panelStyles.soft}>{t('plan.versions.now')}</span>
              ) : mayDraw ? (
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={wanted === each.revision && version.isFetching}
                  onClick={() => setWanted(each.revision)}
                >
                  {t('plan.versions.restore')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Modal>
  );
}
