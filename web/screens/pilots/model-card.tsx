// One school in the register: its state, document and due day, the checklist with evidence, and the next steps.
import { Badge } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { CatalogueVersion } from '../../../contract/catalogue-version.ts';
import type { GateChecklist, GateModel } from '../../../contract/gate-model.ts';
import { formatDay, formatMoment } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import { checklistCounts } from './checklist.ts';
import { ChecklistForm } from './checklist-form.tsx';
import { may } from './may.ts';
import { ModelPlan } from './model-plan.tsx';
import { ModelSteps } from './model-steps.tsx';
import pageStyles from './pilots.module.css';
import styles from './register.module.css';

type Props = {
  model: GateModel;
  checklist: GateChecklist;
  version: CatalogueVersion;
  session: Session;
};

export function ModelCard({ model, checklist, version, session }: Props) {
  const words = useWords();
  const { t } = words;
  const [isUnsaved, setUnsaved] = useState(false);
  const counts = checklistCounts(checklist, model.answers);
  const { state, documentNumber, documentOn, dueOn, schoolId, schoolName, invented } = model;
  const { today } = session;
  const isEnded = state === 'withdrawn';
  return (
    <li className={pageStyles.card}>
      <div className={styles.modelHead}>
        <div>
          <h2>
            <Link to="/truong/$id" params={{ id: schoolId }}>
              {schoolName}
            </Link>
          </h2>
          <p className={pageStyles.soft}>
            {t('pilot.register.answered', { ...counts, all: checklist.items.length })} ·{' '}
            {documentNumber === null || documentOn === null
              ? t('pilot.register.noDocument')
              : t('pilot.register.document', { number: documentNumber, day: formatDay(documentOn) })}
            {invented ? ` · ${t('common.invented')}` : ''}
            {dueOn === null || dueOn < today
              ? ''
              : ` · ${t('pilot.register.due', { day: formatDay(dueOn) })}`}
          </p>
          {dueOn !== null && dueOn < today ? (
            <p className={pageStyles.alarm}>{t('pilot.register.overdue', { day: formatDay(dueOn) })}</p>
          ) : null}
        </div>
        <Badge className={styles.state ?? ''} data-state={state} variant="default" radius="sm" size="lg">
          {t(`pilot.register.state.${state}`)}
        </Badge>
      </div>
      <ModelPlan session={session} schoolId={schoolId} />
      {isEnded ? null : (
        <ModelSteps session={session} model={model} open={counts.open} isUnsaved={isUnsaved} />
      )}
      <details>
        <summary>{t('pilot.register.checklist')}</summary>
        <p className={pageStyles.soft}>{t('pilot.register.suggested', { version: version.id })}</p>
        <ChecklistForm
          model={model}
          checklist={checklist}
          isReadOnly={isEnded || !may(session, 'record')}
          onUnsaved={setUnsaved}
        />
      </details>
      <details>
        <summary>{t('pilot.register.history')}</summary>
        <ol className={styles.steps}>
          {model.steps.map((step) => (
            <li key={`${step.at} ${step.to}`}>
              {t('pilot.register.step', {
                when: formatMoment(step.at, session.territory.timeZone),
                to: t(`pilot.register.state.${step.to}`),
              })}
              {step.note === '' ? '' : ` – ${step.note}`}
            </li>
          ))}
        </ol>
      </details>
    </li>
  );
}
