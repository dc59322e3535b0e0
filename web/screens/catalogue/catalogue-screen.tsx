// The catalogue of measures and the checklist of gate models of one province: each entry with the national one beside.
import { Badge, Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import type {
  CatalogueEntry,
  CatalogueKind,
  CatalogueLine,
  getCatalogue,
} from '../../../contract/catalogue.ts';
import type { Role } from '../../../contract/codes.ts';
import type { OperationReply } from '../../../contract/operation.ts';
import { useCatalogue } from '../../catalogue-queries.ts';
import { formatDay } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import { PageFrame } from '../page-frame.tsx';
import pageStyles from '../pilots/pilots.module.css';
import { Failure, ListSkeleton } from '../states.tsx';
import styles from './catalogue.module.css';
import { EntryDialog } from './entry-dialog.tsx';

const editors: readonly Role[] = ['planner', 'administrator'];

type Edited = { kind: CatalogueKind; line: CatalogueLine };

export function CatalogueScreen({ session }: { session: Session }) {
  const { t } = useWords();
  const catalogue = useCatalogue();
  return (
    <PageFrame session={session}>
      <div className={pageStyles.head}>
        <div>
          <p className={pageStyles.trail}>
            <Link to="/truong-diem/mo-hinh">{t('catalogue.back')}</Link>
          </p>
          <h1>{t('catalogue.title')}</h1>
          <p className={pageStyles.soft}>{t('catalogue.intro')}</p>
        </div>
      </div>
      {catalogue.isPending ? (
        <ListSkeleton rows={6} height={72} />
      ) : catalogue.isError ? (
        <Failure problem={catalogue.error} onRetry={() => void catalogue.refetch()} />
      ) : (
        <Catalogues reply={catalogue.data} session={session} />
      )}
    </PageFrame>
  );
}

type CataloguesProps = { reply: OperationReply<typeof getCatalogue>; session: Session };

function Catalogues({ reply: { unit, on, catalogues }, session }: CataloguesProps) {
  const { t } = useWords();
  const [edited, setEdited] = useState<Edited | null>(null);
  const mayEdit =
    unit !== null && session.grants.some(({ role, unitId }) => unitId === unit.id && editors.includes(role));
  const day = formatDay(on);
  return (
    <>
      <p className={pageStyles.soft}>
        <b>{unit === null ? t('catalogue.nation', { day }) : t('catalogue.of', { unit: unit.name, day })}</b>
        {mayEdit ? '' : ` ${t('catalogue.readOnly')}`}
      </p>
      {catalogues.map(({ kind, version, lines }) => (
        <section key={kind} className={pageStyles.card} aria-labelledby={`catalogue-${kind}`}>
          <h2 id={`catalogue-${kind}`}>{t(`catalogue.kind.${kind}`)}</h2>
          <p className={pageStyles.soft}>
            {t('catalogue.version', { id: version.id })} ·{' '}
            {version.changed === 0
              ? t('catalogue.unchanged')
              : t('catalogue.changed', { count: version.changed })}
          </p>
          <ul className={styles.lines}>
            {lines.map((line) => (
              <Line
                key={line.code}
                line={line}
                {...(mayEdit && { onEdit: () => setEdited({ kind, line }) })}
              />
            ))}
          </ul>
        </section>
      ))}
      {edited === null || unit === null ? null : (
        <EntryDialog {...edited} unitId={unit.id} today={session.today} onClose={() => setEdited(null)} />
      )}
    </>
  );
}

function Line({ line, onEdit }: { line: CatalogueLine; onEdit?: () => void }) {
  const { t, language } = useWords();
  const { national, own, coming } = line;
  const entry = own?.entry ?? null;
  return (
    <li>
      <div className={styles.entries}>
        {entry === null ? null : (
          <Entry entry={entry} label={t('catalogue.own', { day: formatDay(own?.validFrom ?? '') })} isOwn />
        )}
        <Entry entry={national} label={entry === null ? '' : t('catalogue.national')} />
        {coming.map((one) => (
          <p key={one.id} className={styles.coming}>
            {one.entry === null
              ? t('catalogue.comingBack', { day: formatDay(one.validFrom) })
              : t('catalogue.coming', { day: formatDay(one.validFrom), title: one.entry.title[language] })}
          </p>
        ))}
      </div>
      {onEdit === undefined ? null : (
        <Button
          variant="default"
          size="sm"
          leftSection={<IconPencil size={16} aria-hidden />}
          aria-label={t('catalogue.editOf', { title: (entry ?? national).title[language] })}
          onClick={onEdit}
        >
          {t('catalogue.edit')}
        </Button>
      )}
    </li>
  );
}

function Entry({ entry, label, isOwn = false }: { entry: CatalogueEntry; label: string; isOwn?: boolean }) {
  const { t, language, decimal } = useWords();
  const { title, minimumMetres, source, isSuggestion } = entry;
  return (
    <div className={styles.entry} data-own={isOwn}>
      {label === '' ? null : <p className={styles.label}>{label}</p>}
      <p className={styles.title}>
        <b>{title[language]}</b>
        {minimumMetres === null ? '' : ` · ${t('catalogue.minimum', { metres: decimal(minimumMetres, 1) })}`}
        {isSuggestion ? (
          <Badge component="span" className={styles.suggestion ?? ''} variant="default" radius="sm">
            {t('catalogue.suggestion')}
          </Badge>
        ) : null}
      </p>
      <p className={pageStyles.soft}>{source}</p>
    </div>
  );
}
