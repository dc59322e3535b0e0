// A short word to the officer, at the upper edge: the lower one belongs to the thumb.
import { notifications } from '@mantine/notifications';
import { useWords } from '../../text/words.ts';
import { wantNotices } from '../../want-notices.ts';

/** Gives what shows a message for some seconds; a failure in red. */
export function useTell(): (message: string, tone?: 'done' | 'failed') => void {
  const { t } = useWords();
  return (message, tone = 'done') => {
    wantNotices();
    notifications.show({
      message,
      position: 'top-center',
      autoClose: 3_000,
      ...(tone === 'failed' && { color: 'red' }),
      closeButtonProps: { 'aria-label': t('common.close'), size: 44 },
    });
  };
}
