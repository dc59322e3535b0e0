// The quick questions about one gate or stretch of a route: one fills the screen, an answer leads to the next.
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { QuestionEntry } from '../../../contract/field.ts';
import { SurveyAnswer } from '../../../contract/survey.ts';
import { useWords } from '../../text/words.ts';
import styles from './field.module.css';
import { useField, useLive, usePack } from './field-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import type { PackSchool } from './pack.ts';
import { usePlaceNames } from './place-names.ts';
import { type PlaceToAsk, sheetPlace } from './place-to-ask.ts';
import { isSamePlace, keepInSurvey, localDay, sheetsOf, surveyOfToday } from './survey-today.ts';
import { useTell } from './tell.ts';

const NOT_OBSERVED = 'not_observed';
/** Answers this short stand two in a row: all of them are seen without scrolling on a small phone. */
const SHORT_LETTERS = 12;

export function ObservePage({ school, place }: { school: PackSchool; place: PlaceToAsk }) {
  const words = useWords();
  const { t, language } = words;
  const pack = usePack();
  const names = usePlaceNames(school);
  const navigate = useNavigate();
  const tell = useTell();
  const { store, items, session, send } = useField();
  const sheet = sheetPlace(place);
  const back = place.kind === 'gate' ? `truong/${school.id}` : `truong/${school.id}/tuyen/${place.route.id}`;
  const questions = pack.codes.questions.filter((question) => question.targets.includes(place.kind));
  const today = { schoolId: school.id, accountId: session.account.id, day: localDay(new Date()) };
  const draftId = `answers ${sheet.gateId ?? `${sheet.routeId} ${sheet.fromMetres}`}`;
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

  const sheets = sheetsOf(surveyOfToday(items, today));
  const mine = sheets.find((one) => isSamePlace(one, sheet));
  // Sheets are kept in the order they were answered in: the last one is where the officer comes from.
  const neighbour = sheets.findLast(
    (one) => one.routeId !== undefined && one.routeId === sheet.routeId && !isSamePlace(one, sheet),
  );
  const earlier = school.lastSheets.find((one) => isSamePlace(one, sheet));
  const [before, beforeWords] =
    mine !== undefined
      ? [mine.answers, t('field.observe.today')]
      : neighbour !== undefined
        ? [neighbour.answers, t('field.observe.stretchBefore')]
        : [earlier?.answers ?? [], t('field.observe.last')];
  const question = questions[step];
  if (answers === null || question === undefined) return null;

  const keep = async (all: SurveyAnswer[]) => {
    await keepInSurvey(store, today, { ...sheet, answers: all });
    await store.drafts.delete(draftId);
    tell(t('field.observe.saved'));
    void send();
    await navigate({ to: '/khao-sat/$', params: { _splat: back } });
  };
  const choose = async (answer: string) => {
    const next = [
      ...answers.filter((given) => given.question !== question.id),
      { question: question.id, answer },
    ];
    setAnswers(next);
    if (step + 1 === questions.length) return keep(next);
    await store.drafts.put({ id: draftId, savedAt: new Date().toISOString(), value: next });
    setStep(step + 1);
  };
  const given = answers.find((answer) => answer.question === question.id)?.answer;
  const usual = before.find((answer) => answer.question === question.id)?.answer;
  const isOffered = step === 0 && mine === undefined && neighbour !== undefined;
  return (
    <FieldFrame title={names.of(place)} back={back}>
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
        <div className={styles.answers} data-short={hasShortAnswers(question, language)}>
          {question.answers.map((answer) => (
            <button
              key={answer.id}
              type="button"
              className={styles.answer}
              data-last={answer.id === (given ?? usual)}
              onClick={() => void choose(answer.id)}
            >
              {answer[language]}
              {answer.id === usual ? <span className={styles.soft}>{beforeWords}</span> : null}
            </button>
          ))}
          <button
            type="button"
            className={styles.answer}
            data-quiet="true"
            data-last={NOT_OBSERVED === (given ?? usual)}
            onClick={() => void choose(NOT_OBSERVED)}
          >
            {t('field.observe.notObserved')}
          </button>
        </div>
        {isOffered ? (
          <Button
            size="xl"
            h="auto"
            mih={60}
            py="xs"
            styles={{ label: { whiteSpace: 'normal', display: 'block' } }}
            onClick={() => void keep(neighbour.answers)}
          >
            {t('field.observe.sameAsBefore')}
            <small className={styles.answersBefore}>{sentenceOf(neighbour.answers)}</small>
          </Button>
        ) : null}
      </section>
    </FieldFrame>
  );

  /** "40 · Có, đi được · Không có vạch": what one takes over with one touch. */
  function sentenceOf(all: readonly SurveyAnswer[]): string {
    return questions
      .map(({ id, answers: known }) => {
        const answer = all.find((one) => one.question === id)?.answer;
        return known.find((one) => one.id === answer)?.[language] ?? t('field.observe.notObserved');
      })
      .join(' · ');
  }
}

function hasShortAnswers({ answers }: QuestionEntry, language: 'vi' | 'en'): boolean {
  return answers.length > 2 && answers.every((answer) => answer[language].length <= SHORT_LETTERS);
}
