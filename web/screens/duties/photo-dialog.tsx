// One photo of the field, large, and taking it back: mostly because it shows what must not be kept.
import { Button, Group, Modal } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { getPhoto } from '../../../contract/photo.ts';
import { addressOf } from '../../api.ts';
import { useWords } from '../../text/words.ts';
import { WithdrawForm } from '../withdraw-button.tsx';
import styles from './photo-dialog.module.css';

export type ShownPhoto = { id: string; title: string; isEvidence: boolean };

type Props = { photo: ShownPhoto; mayWithdraw: boolean; onClose: () => void };

export function PhotoDialog({ photo, mayWithdraw, onClose }: Props) {
  const { t } = useWords();
  const [isAsking, setAsking] = useState(false);
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={photo.title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <img
        className={styles.photo}
        src={addressOf(getPhoto, { params: { id: photo.id } })}
        alt={photo.title}
      />
      {photo.isEvidence ? <p className={styles.note}>{t('duties.photo.evidence')}</p> : null}
      {!mayWithdraw ? null : isAsking ? (
        <section aria-label={t('fieldDesk.withdrawTitle.photo')}>
          <h3>{t('fieldDesk.withdrawTitle.photo')}</h3>
          <WithdrawForm
            record={{ kind: 'photo', recordId: photo.id }}
            onCancel={() => setAsking(false)}
            onWithdrawn={onClose}
          />
        </section>
      ) : (
        <Group justify="flex-end" mt="md">
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={18} aria-hidden />}
            onClick={() => setAsking(true)}
          >
            {t('duties.photo.withdraw')}
          </Button>
        </Group>
      )}
    </Modal>
  );
}
