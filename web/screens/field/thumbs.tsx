// The photos of a record that is being filled in, small.
import { useEffect, useMemo } from 'react';
import styles from './field.module.css';
import type { TakenPhoto } from './photo-field.tsx';

export function Thumbs({ photos }: { photos: readonly TakenPhoto[] }) {
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
      {urls.map((url) => (
        <img key={url} src={url} alt="" />
      ))}
    </div>
  );
}
