// The photos of a record that is being filled in, small, each with a way to leave it out.
import { IconX } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { useWords } from '../../text/words.ts';
import styles from './field.module.css';
import type { TakenPhoto } from './photo-field.tsx';

type Props = { photos: readonly TakenPhoto[]; onChange: (photos: TakenPhoto[]) => void };

export function Thumbs({ photos, onChange }: Props) {
  const { t, count } = useWords();
  const urls = useMemo(() => photos.map(({ file }) => URL.createObjectURL(file)), [photos]);
  useEffect(
    () => () => {
      for (const url of urls) URL.revokeObjectURL(url);
    },
    [urls],
  );
  if (urls.length === 0) return null;
  return (
    <div className={styles.thumbs}>
      {urls.map((url, i) => (
        <span key={url}>
          <img src={url} alt="" />
          <button
            type="button"
            aria-label={t('field.photo.remove', { number: count(i + 1) })}
            onClick={() => onChange(photos.filter((_, k) => k !== i))}
          >
            <IconX size={20} aria-hidden />
          </button>
        </span>
      ))}
    </div>
  );
}
