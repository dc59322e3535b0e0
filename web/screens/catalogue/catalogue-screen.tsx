// The catalogue of measures, the checklist of gate models and the unit costs of one province: each entry with the national
// one beside.
import { Badge, Button } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { CatalogueEntry, CatalogueLine, getCatalogue } from '../../../contract/catalogue.ts';
import type { Role } from '../../../contract/codes.ts';
import type { OperationReply } from '../../../contract/operation.ts';
import { useCatalogue } from '../../catalogue-queries.ts';
import { formatDay } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import { PageFrame } from '../page-frame.tsx';
import pageStyles from '../pilots/pilots.module.css';
import { unitCostText } from '../plan/cost-words.ts';
import { Failure, ListSkeleton } from '../states.tsx';
import styles from './catalogue.module.css';
import { type Edited, EntryDialog } from './entry-dialog.tsx';
import { shownEntry } from './shown-entry.ts';

const editors: readonly Role[] = ['planner', 'administrator'];

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
  const { t, language } = useWords();
  const [edited, setEdited] = useState<Edited | null>(null);
  const mayEdit =
    unit !== null && session.grants.some(({ role, unitId }) => unitId === unit.id && editors.includes(role));
  const day = formatDay(on);
  const factors = (catalogues.find(({ kind }) => kind === 'measures')?.lines ?? []).flatMap(
    ({ code, national }) => (national === null ? [] : [{ value: code, label: national.title[language] }]),
  );
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
                factors={factors}
                {...(mayEdit && { onEdit: () => setEdited({ kind, line }) })}
              />
            ))}
          </ul>
          {mayEdit && kind !== 'unit_costs' ? (
            <Button
              className={styles.add ?? ''}
              variant="default"
              size="sm"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => setEdited({ kind, line: null })}
            >
              {t(`catalogue.add.${kind}`)}
            </Button>
          ) : null}
        </section>
      ))}
      {edited === null || unit === null ? null : (
        <EntryDialog
          {...edited}
          factors={factors}
          unit={unit}
          today={session.today}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}

/** National measures by code and title. */
type Factors = readonly { value: string; label: string }[];
type LineProps = { line: CatalogueLine; factors: Factors; onEdit?: () => void };

function Line({ line, factors, onEdit }: LineProps) {
  const { t, language } = useWords();
  const { national, own, coming } = line;
  const entry = own?.entry ?? null;
  const isAdded = national === null;
  const named = shownEntry(line);
  // What the province added and withdrew for good is in the catalogue no more.
  if (named === null) return null;
  return (
    <li>
      <div className={styles.entries}>
        {own === null || entry === null ? null : (
          <Entry
            entry={entry}
            label={t(isAdded ? 'catalogue.added' : 'catalogue.own', { day: formatDay(own.validFrom) })}
            factors={factors}
            isOwn
            isAdded={isAdded}
          />
        )}
        {national === null ? null : (
          <Entry entry={national} label={entry === null ? '' : t('catalogue.national')} />
        )}
        {coming.map((one) => (
          <p key={one.id} className={styles.coming}>
            {one.entry === null
              ? t(isAdded ? 'catalogue.comingWithdrawn' : 'catalogue.comingBack', {
                  day: formatDay(one.validFrom),
                })
              : t('catalogue.coming', { day: formatDay(one.validFrom), title: one.entry.title[language] })}
          </p>
        ))}
      </div>
      {onEdit === undefined ? null : (
        <Button
          variant="default"
          size="sm"
          leftSection={<IconPencil size={16} aria-hidden />}
          aria-label={t('catalogue.editOf', { title: named.title[language] })}
          onClick={onEdit}
        >
          {t('catalogue.edit')}
        </Button>
      )}
    </li>
  );
}

type EntryProps = {
  entry: CatalogueEntry;
  label: string;
  factors?: Factors;
  isOwn?: boolean;
  isAdded?: boolean;
};

function Entry({ entry, label, factors = [], isOwn = false, isAdded = false }: EntryProps) {
  const words = useWords();
  const { t, language, decimal } = words;
  const { title, minimumMetres, unitCost, source, isSuggestion, measure } = entry;
  return (
    <div className={styles.entry} data-own={isOwn}>
      {label === '' ? null : <p className={styles.label}>{label}</p>}
      <p className={styles.title}>
        <b>{title[language]}</b>
        {minimumMetres === null ? '' : ` · ${t('catalogue.minimum', { metres: decimal(minimumMetres, 1) })}`}
        {unitCost === null ? '' : ` · ${unitCostText(unitCost, words)}`}
        {isSuggestion ? (
          <Badge component="span" className={styles.suggestion ?? ''} variant="default" radius="sm">
            {t('catalogue.suggestion')}
          </Badge>
        ) : null}
      </p>
      <p className={pageStyles.soft}>{source}</p>
      {measure === null ? null : (
        <p className={pageStyles.soft}>
          {t('catalogue.usedFor', {
            list: measure.elements.map((type) => t(`plan.element.${type}`)).join(', '),
            owner: t(`plan.ownerOf.${measure.owner}`),
            term: t(`plan.termOf.${measure.term}`),
            cost: t(`plan.costOf.${measure.cost}`),
          })}{' '}
          {isAdded
            ? t(measure.factorOf === null ? 'catalogue.factorNone' : 'catalogue.factorOf', {
                measure: factors.find(({ value }) => value === measure.factorOf)?.label ?? '',
              })
            : ''}
        </p>
      )}
    </div>
  );
}
