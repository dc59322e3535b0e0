// Findings by who must act: overdue ones first, and those that a filter hides are still counted.
import { Button, Select } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { FindingState } from '../../../contract/codes.ts';
import type { FindingItem, listFindings } from '../../../contract/finding.ts';
import type { OperationReply } from '../../../contract/operation.ts';
import { useFieldCodes, useFindings } from '../../duty-queries.ts';
import { formatDay, nameOrder } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import { ExportMenu } from '../export-menu.tsx';
import { Failure, ListSkeleton, Notice } from '../states.tsx';
import styles from './duties.module.css';
import { type DutyLink, readDuties, statesOf, writeDuties } from './duty-link.ts';
import own from './finding-tab.module.css';
import { useReasonWords } from './reason-words.ts';

type Findings = OperationReply<typeof listFindings>;

export function FindingTab({ link }: { link: DutyLink }) {
  const navigate = useNavigate();
  const filter = { ...link, state: statesOf(link) };
  const everything = useFindings({ state: statesOf({ state: null }) });
  const found = useFindings({
    owner: filter.owner ?? undefined,
    school: filter.school ?? undefined,
    reason: filter.reason ?? undefined,
    state: filter.state,
  });
  const choose = (change: Partial<DutyLink>) =>
    void navigate({ to: '/cong-viec', search: writeDuties({ ...link, ...change }), replace: true });
  const failed = found.error ?? everything.error;
  if (failed !== null)
    return (
      <Failure problem={failed} onRetry={() => void Promise.all([found.refetch(), everything.refetch()])} />
    );
  if (found.data === undefined || everything.data === undefined) return <ListSkeleton />;
  return (
    <>
      <Owners owners={found.data.owners} chosen={link.owner} onChoose={(owner) => choose({ owner })} />
      <Filters link={link} known={everything.data.findings} onChoose={choose} />
      <Summary
        found={found.data}
        isUnfinished={link.state === null}
        hidden={everything.data.overdue - found.data.overdue}
        onClear={() => choose({ owner: null, school: null, reason: null, state: null })}
      />
      <FindingRows findings={found.data.findings} />
    </>
  );
}

type OwnersProps = {
  owners: Findings['owners'];
  chosen: DutyLink['owner'];
  onChoose(owner: DutyLink['owner']): void;
};

function Owners({ owners, chosen, onChoose }: OwnersProps) {
  const words = useWords();
  const { t } = words;
  const sum = (of: 'total' | 'overdue') => owners.reduce((all, one) => all + one[of], 0);
  const cards = [{ owner: null, total: sum('total'), overdue: sum('overdue') }, ...owners];
  return (
    <fieldset className={own.owners} aria-label={t('duties.findings.owner')}>
      {cards.map(({ owner, total, overdue }) => (
        <button
          key={owner ?? 'all'}
          type="button"
          aria-pressed={owner === chosen}
          onClick={() => onChoose(owner)}
        >
          <span>{owner === null ? t('duties.findings.anyOwner') : t(`findingOwner.${owner}`)}</span>
          <b className="numbers">{t('duties.findings.ownerCount', { shown: words.count(total) })}</b>
          <span className={overdue > 0 ? styles.alarm : styles.soft}>
            {t('duties.findings.ownerLate', { shown: words.count(overdue) })}
          </span>
        </button>
      ))}
    </fieldset>
  );
}

type FilterProps = {
  link: DutyLink;
  known: readonly FindingItem[];
  onChoose(change: Partial<DutyLink>): void;
};

function Filters({ link, known, onChoose }: FilterProps) {
  const { t, language } = useWords();
  const reasonWords = useReasonWords();
  const codes = useFieldCodes().data;
  const schools = useMemo(
    () =>
      [...new Map(known.map(({ schoolId, schoolName }) => [schoolId, schoolName]))]
        .map(([value, label]) => ({ value, label }))
        .sort((a, b) => nameOrder(a.label, b.label)),
    [known],
  );
  const reasons = useMemo(() => {
    const listed = (codes?.reasons ?? []).map((one) => ({ value: one.id, label: one[language] }));
    const others = [...new Set(known.map(({ reasonCode }) => reasonCode))]
      .filter((code) => listed.every(({ value }) => value !== code))
      .map((code) => ({ value: code, label: reasonWords(code) }));
    return [...listed, ...others].sort((a, b) => nameOrder(a.label, b.label));
  }, [codes, known, language, reasonWords]);
  return (
    <div className={own.filters}>
      <Select
        searchable
        clearable
        label={t('duties.findings.school')}
        placeholder={t('duties.findings.anySchool')}
        value={link.school}
        data={schools}
        onChange={(school) => onChoose({ school })}
      />
      <Select
        clearable
        label={t('duties.findings.state')}
        placeholder={t('duties.findings.unfinished')}
        value={link.state}
        data={[
          ...FindingState.options.map((value) => ({ value, label: t(`findingState.${value}`) })),
          { value: 'all', label: t('duties.findings.all') },
        ]}
        onChange={(state) => onChoose({ state: readDuties({ state }).state })}
      />
      <Select
        searchable
        clearable
        label={t('duties.findings.reason')}
        placeholder={t('duties.findings.anyReason')}
        value={link.reason}
        data={reasons}
        onChange={(reason) => onChoose({ reason })}
      />
    </div>
  );
}

type SummaryProps = { found: Findings; isUnfinished: boolean; hidden: number; onClear(): void };

function Summary({ found, isUnfinished, hidden, onClear }: SummaryProps) {
  const { t, count } = useWords();
  const late = found.overdue === 0 ? 'noneLate' : 'late';
  return (
    <div className={styles.summary} role="status">
      <p>
        {t(`duties.findings.summary.${isUnfinished ? 'unfinished' : 'chosen'}.${late}`, {
          shown: count(found.total),
          late: count(found.overdue),
        })}
        {found.findings.length < found.total
          ? ` ${t('duties.cut', { shown: count(found.findings.length), all: count(found.total) })}`
          : ''}
      </p>
      {hidden > 0 ? (
        <p className={styles.alarm}>
          {t('duties.findings.hidden', { count: hidden, shown: count(hidden) })}{' '}
          <Button size="compact-md" variant="default" onClick={onClear}>
            {t('duties.findings.showHidden')}
          </Button>
        </p>
      ) : null}
      <ExportMenu layer="findings" query={{}} note={t('duties.findings.export')} />
    </div>
  );
}

function FindingRows({ findings }: { findings: readonly FindingItem[] }) {
  const words = useWords();
  const { t } = words;
  const reasonWords = useReasonWords();
  if (findings.length === 0) return <Notice tone="empty" title={t('duties.findings.empty')} />;
  return (
    <table className={`${styles.table} numbers`}>
      <caption className="for-readers">{t('duties.tab.findings')}</caption>
      <thead>
        <tr>
          {(['what', 'school', 'owner', 'state', 'due'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`duties.findings.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {findings.map((finding) => (
          <tr key={finding.id} data-late={finding.overdueDays !== null}>
            <th scope="row">
              <Link to="/cong-viec/$kind/$id" params={{ kind: 'bat-cap', id: finding.id }}>
                {finding.description ?? reasonWords(finding.reasonCode)}
              </Link>
              {finding.description === null ? null : <small>{reasonWords(finding.reasonCode)}</small>}
            </th>
            <td>{finding.schoolName}</td>
            <td>{t(`findingOwner.${finding.owner}`)}</td>
            <td>
              {t(`findingState.${finding.state}`)}
              {finding.documentNumber === null ? null : (
                <small>{t('duties.findings.number', { number: finding.documentNumber })}</small>
              )}
            </td>
            <td>
              {finding.dueOn === null ? t('duties.findings.noDue') : formatDay(finding.dueOn)}
              {finding.overdueDays === null ? null : (
                <small className={styles.alarm}>
                  {t('duties.findings.late', { shown: words.count(finding.overdueDays) })}
                </small>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
