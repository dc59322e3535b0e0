// The quick questions about one gate or route: one fills the screen, an answer leads to the next.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { SurveyAnswer, type SurveySheet } from '../../../contract/survey.ts';
import { useWords } from '../../text/words.ts';
import styles from './field.module.css';
import { useField, useLive, usePack } from './field-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import type { PackSchool } from './school-page.tsx';
import { isSamePlace, keepInSurvey, localDay, sheetsOf, surveyOfToday } from './survey-today.ts';

const NOT_OBSERVED = 'not_observed';

/** `target` is the id of a gate or a route of the school. */
export function ObservePage({ school, target }: { school: PackSchool; target: string }) {
  const words = useWords();
  const { t, language } = words;
  const pack = usePack();
  const navigate = useNavigate();
  const { store, items, session, send } = useField();
  const gate = school.gates.find(({ id }) => id === target);
  const route = school.routes.find(({ id }) => id === target);
  const place = gate === undefined ? { routeId: target } : { gateId: target };
  const kind = gate === undefined ? 'route' : 'gate';
  const questions = pack.codes.questions.filter((question) => question.targets.includes(kind));
  const today = { schoolId: school.id, accountId: session.account.id, day: localDay(new Date()) };
  const draftId = `answers ${target}`;
  const draft = useLive(async () => (await store.drafts.get(draftId)) ?? null, draftId);
  const [answers, setAnswers] = useState<SurveyAnswer[] | null>(null);
  const [step, setStep] = useState(0);

  // What was answered before the tab was killed comes back, at the first question without an answer.
  useEffect(() => {
    if (draft === undefined || answers !== null) return;
    const kept = SurveyAnswer.array().safeParse(draft?.value);
    const known = kept.success ? kept.data : [];
    setAnswers(known);
    setStep(Math.min(known.length, questions.length - 1));
  }, [draft, answers, questions.length]);

  const isThis = (sheet: SurveySheet) => isSamePlace(sheet, { ...place, answers: [] });
  const earlier =
    sheetsOf(surveyOfToday(items, today)).find(isThis) ??
    school.lastSheets.find((sheet) => sheet.gateId === place.gateId && sheet.routeId === place.routeId);
  const question = questions[step];
  if (answers === null || question === undefined) return null;

  const choose = async (answer: string) => {
    const next = [
      ...answers.filter((given) => given.question !== question.id),
      { question: question.id, answer },
    ];
    setAnswers(next);
    if (step + 1 < questions.length) {
      await store.drafts.put({ id: draftId, savedAt: new Date().toISOString(), value: next });
      setStep(step + 1);
      return;
    }
    await keepInSurvey(store, today, { ...place, answers: next });
    await store.drafts.delete(draftId);
    notifications.show({
      message: t('field.observe.saved'),
      closeButtonProps: { 'aria-label': t('common.close') },
    });
    void send();
    await navigate({ to: '/khao-sat/$', params: { _splat: `truong/${school.id}` } });
  };
  const given = answers.find((answer) => answer.question === question.id)?.answer;
  const before = earlier?.answers.find((answer) => answer.question === question.id)?.answer;
  const name =
    gate?.name ?? route?.name ?? (kind === 'gate' ? t('field.observe.gate') : t('field.observe.route'));
  return (
    <FieldFrame title={name} back={`truong/${school.id}`}>
      <div className={styles.line}>
        <span className={styles.soft}>
          {t('field.observe.progress', {
            number: words.count(step + 1),
            total: words.count(questions.length),
          })}
        </span>
        {step === 0 ? null : (
          <Button variant="subtle" size="md" onClick={() => setStep(step - 1)}>
            {t('field.observe.previous')}
          </Button>
        )}
      </div>
      <div className={styles.meter} aria-hidden>
        <span style={{ width: `${Math.round((step / questions.length) * 100)}%` }} />
      </div>
      <section className={styles.question} aria-live="polite">
        <h2>{question[language]}</h2>
        <div className={styles.answers}>
          {question.answers.map((answer) => (
            <button
              key={answer.id}
              type="button"
              className={styles.answer}
              data-last={answer.id === (given ?? before)}
              onClick={() => void choose(answer.id)}
            >
              {answer[language]}
              {answer.id === before ? <span className={styles.soft}>{t('field.observe.last')}</span> : null}
            </button>
          ))}
          <button
            type="button"
            className={styles.answer}
            data-quiet="true"
            data-last={NOT_OBSERVED === (given ?? before)}
            onClick={() => void choose(NOT_OBSERVED)}
          >
            {t('field.observe.notObserved')}
          </button>
        </div>
      </section>
    </FieldFrame>
  );
}
