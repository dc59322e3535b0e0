// A part that scrolls sideways when its table is wider than the page, also with the keys.
import { Box } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './data.module.css';

export function WideRegion({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Box className={styles.scroll ?? ''} role="region" aria-label={label} tabIndex={0}>
      {children}
    </Box>
  );
}
