// The state of a case on a badge; "official" always names the road authority's document.
import { IconCircleCheck, IconCircleX, IconFileCheck, IconFilePencil, IconSend } from '@tabler/icons-react';
import type { CaseState, HotspotCase } from '../../../contract/hotspot-case.ts';
import { useWords } from '../../text/words.ts';
import styles from './hotspot-case.module.css';

/** The form of the sign tells the states apart without their colours. */
const icons: Readonly<Record<CaseState, typeof IconSend>> = {
  candidate: IconFilePencil,
  sent: IconSend,
  official: IconFileCheck,
  treated: IconCircleCheck,
  rejected: IconCircleX,
};

export function CaseBadge({ found }: { found: Pick<HotspotCase, 'state' | 'documentNumber'> }) {
  const { t } = useWords();
  const { state, documentNumber } = found;
  const Icon = icons[state];
  return (
    <span className={styles.badge} data-state={state}>
      <Icon size={16} aria-hidden />
      {t(`cases.badge.${state}`, { number: documentNumber ?? '' })}
    </span>
  );
}
