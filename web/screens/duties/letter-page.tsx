// One letter of recommendation on a sheet of A4, in the form of an official dispatch (Decree 30/2020/ND-CP, annex I).
import { Button } from '@mantine/core';
import { IconArrowLeft, IconPrinter } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Session } from '../../../contract/account.ts';
import type { FindingDetail } from '../../../contract/finding.ts';
import { useFieldCodes, useFinding } from '../../duty-queries.ts';
import { formatDay } from '../../format.ts';
import { lowerFirst, useWords } from '../../text/words.ts';
import { PageFrame } from '../page-frame.tsx';
import { Failure, ListSkeleton, Notice } from '../states.tsx';
import styles from './letter.module.css';
import { useReasonWords } from './reason-words.ts';

export function LetterPage({ session, id }: { session: Session; id: string }) {
  const { t } = useWords();
  const finding = useFinding(id);
  return (
    <PageFrame session={session}>
      <div className={styles.tools}>
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={18} aria-hidden />}
          renderRoot={(props) => (
            <Link to="/cong-viec/$kind/$id" params={{ kind: 'bat-cap', id }} {...props} />
          )}
        >
          {t('duties.letter.back')}
        </Button>
        <h1>{t('duties.letter.title')}</h1>
        <Button
          leftSection={<IconPrinter size={18} aria-hidden />}
          disabled={finding.data === undefined}
          onClick={() => window.print()}
        >
          {t('duties.letter.print')}
        </Button>
      </div>
      {finding.error?.key === 'not-found' ? (
        <Notice tone="empty" title={t('duties.finding.notFound')} />
      ) : finding.error !== null ? (
        <Failure problem={finding.error} onRetry={() => void finding.refetch()} />
      ) : finding.data === undefined ? (
        <ListSkeleton />
      ) : (
        <Letter session={session} finding={finding.data} />
      )}
    </PageFrame>
  );
}

/** Before the letter has its number, number and day are left open to be written in. */
function Letter({ session, finding }: { session: Session; finding: FindingDetail }) {
  const words = useWords();
  const { t, language, decimal } = words;
  const reason = useReasonWords()(finding.reasonCode);
  const measure = useFieldCodes().data?.measures.find(({ id }) => id === finding.measureCode)?.[language];
  const { recommendation, location, schoolName: school } = finding;
  const [grant] = session.grants;
  const unit = t('duties.letter.agency', { unit: lowerFirst(grant?.unitName ?? '') });
  const addressee = recommendation?.addressee ?? t(`findingOwner.${finding.owner}`);
  const [year = '', month = '', day = ''] = (recommendation?.sentOn ?? session.today).split('-');
  const [longitude, latitude] = location.coordinates;
  const dueOn = recommendation?.dueOn ?? finding.dueOn;
  return (
    <article className={styles.sheet} aria-label={t('duties.letter.title')}>
      <div className={styles.letterhead}>
        <p>
          {t(grant?.role === 'officer' ? 'duties.letter.aboveCommune' : 'duties.letter.aboveProvince')}
          <b className={styles.agency}>{unit.toLocaleUpperCase('vi')}</b>
          <span>
            {t('duties.letter.number', {
              number: recommendation?.documentNumber ?? t('duties.letter.blank'),
            })}
          </span>
          <span>{t('duties.letter.subject', { school })}</span>
        </p>
        <p>
          <b>{t('duties.letter.country')}</b>
          <b className={styles.motto}>{t('duties.letter.motto')}</b>
          <i>
            {recommendation === null
              ? t('duties.letter.placeOpen', { year })
              : t('duties.letter.placeDate', { day, month, year })}
          </i>
        </p>
      </div>
      {finding.invented ? <p className={styles.mark}>{t('duties.letter.invented')}</p> : null}
      <p className={styles.to}>{t('duties.letter.to', { addressee })}</p>
      <p>{t('duties.letter.opening', { school, unit, day: formatDay(finding.foundOn) })}</p>
      <p>{t('duties.letter.what', { reason: lowerFirst(reason) })}</p>
      {finding.description === null ? null : (
        <p>{t('duties.letter.detail', { description: lowerFirst(finding.description) })}</p>
      )}
      <p>{t('duties.letter.where', { longitude: decimal(longitude, 5), latitude: decimal(latitude, 5) })}</p>
      <p>
        {measure === undefined
          ? t('duties.letter.ask', { addressee })
          : t('duties.letter.askMeasure', { addressee, measure: lowerFirst(measure) })}{' '}
        {dueOn === null ? '' : t('duties.letter.term', { day: formatDay(dueOn) })}
      </p>
      <p>{t('duties.letter.reply', { unit })}</p>
      <p>{t('duties.letter.closing')}</p>
      <div className={styles.ends}>
        <div className={styles.recipients}>
          <b>{t('duties.letter.recipients')}</b>
          <ul>
            <li>{t('duties.letter.recipientsAbove')}</li>
            <li>{t('duties.letter.recipientsFile')}</li>
          </ul>
        </div>
        <p className={styles.signer}>
          <b>{t('duties.letter.signer')}</b>
          <i>{t('duties.letter.signerHint')}</i>
        </p>
      </div>
    </article>
  );
}
