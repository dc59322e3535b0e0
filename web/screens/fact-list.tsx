// Names and values one below the other.
import type { ReactNode } from 'react';
import styles from './planning/panel.module.css';

export type Fact = { name: string; value: ReactNode };

export function FactList({ facts }: { facts: readonly (Fact | null)[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map((fact) =>
        fact === null ? null : (
          <div key={fact.name} style={{ display: 'contents' }}>
            <dt>{fact.name}</dt>
            <dd>{fact.value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
