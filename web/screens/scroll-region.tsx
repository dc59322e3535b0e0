// A part of the page that scrolls on its own, and can be scrolled with the keys when nothing in it takes the focus.
import { Box } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './scroll-region.module.css';

export function ScrollRegion({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Box className={styles.scroll ?? ''} role="region" aria-label={label} tabIndex={0}>
      {children}
    </Box>
  );
}
