// The paper of one plan: a sheet with the drawing at a true scale, a sheet of words to sign, and the files of both.
import { Alert, Button, Loader, Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowLeft, IconFileTypeDocx, IconPhoto, IconPrinter } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { School } from '../../../contract/facts.ts';
import type { Plan, PlanElement } from '../../../contract/plan.ts';
import type { PlanGround } from '../../../contract/plan-ground.ts';
import { aroundFeatures } from '../../map/plan-around.ts';
import type { PlanContextId } from '../../map/plan-context-ids.ts';
import { placesOf } from '../../map/plan-sketch.ts';
import { useMeasures, usePlanCheck, usePlanEffect, usePlanGround } from '../../plan-queries.ts';
import { useWords } from '../../text/words.ts';
import { dotsPerPx, type Paper, papers, pxOf, sheetLayout, zoomOf } from '../map-tools/print-layout.ts';
import { ScreenFrame } from '../screen-frame.tsx';
import { gateNameOf } from './gate-picker.tsx';
import styles from './paper.module.css';
import { documentFacts } from './paper-document.ts';
import { paperNumbers } from './paper-facts.ts';
import { markedPicture, pngOf, saveFile } from './paper-picture.ts';
import { DrawingSheet, WordsSheet } from './paper-sheets.tsx';
import { PlanData } from './plan-screen.tsx';
import { fitsAt, middlePlace, printScales, scaleFor } from './print-scale.ts';

const hidden: ReadonlySet<PlanContextId> = new Set<PlanContextId>(['accidents', 'routes']);

export function PlanPaperScreen({ session, id }: { session: Session; id: string }) {
  return (
    <ScreenFrame session={session}>
      <PlanData id={id}>
        {(plan, school) => <PlanPaper session={session} plan={plan} school={school} />}
      </PlanData>
    </ScreenFrame>
  );
}

function PlanPaper({ session, plan, school }: { session: Session; plan: Plan; school: School }) {
  const words = useWords();
  const { t } = words;
  const { content } = plan;
  const [paper, setPaper] = useState<Paper>('A4');
  const [chosenScale, setScale] = useState<number | null>(null);
  const measures = useMeasures(plan.schoolId).data?.library.measures ?? [];
  const check = usePlanCheck(content).data;
  const effect = usePlanEffect(content);
  const ground = usePlanGround(plan.schoolId, content.gateId);
  const gate = school.gates.find(({ id }) => id === content.gateId);
  const gateName = gateNameOf(gate, words);

  const anchor = (gate ?? school).location.coordinates;
  const layout = sheetLayout(paper, 'landscape');
  const places = useMemo(() => [anchor, ...content.elements.flatMap(placesOf)], [anchor, content.elements]);
  const fitting = scaleFor(places, layout.map.width, layout.map.height);
  const scale = chosenScale ?? fitting;
  const picture = usePicture({
    plan,
    school,
    ground: ground.data ?? null,
    isKnown: !ground.isPending,
    paper,
    scale,
    centre: middlePlace(places, anchor),
  });
  const isCut = !fitsAt(scale, places, layout.map.width, layout.map.height);

  const facts = { session, plan, gateName, school, paper, scale, measures, check, effect: effect.data };
  const isInvented = plan.invented || school.invented || session.invented;
  const mark = [
    isInvented ? t('plan.paper.invented') : '',
    plan.state === 'draft' ? t('plan.paper.draft') : '',
  ]
    .filter((text) => text !== '')
    .join(' · ');
  const marked = (scaleText: string) =>
    picture.canvas &&
    markedPicture(picture.canvas, scale, { north: t('plan.paper.north'), scale: scaleText, mark });
  const fail = () => notifications.show({ color: 'red', message: t('plan.paper.failed') });
  const savePng = async (): Promise<void> => {
    const canvas = marked(t('plan.paper.scaleText', { scale: words.count(scale), paper }));
    if (canvas !== null) saveFile(await pngOf(canvas), `${t('plan.paper.fileName')}.png`);
  };
  const saveDocument = async (): Promise<void> => {
    const canvas = marked('');
    if (canvas === null) return;
    const { planDocument } = await import('./document.ts');
    const png = await (await pngOf(canvas)).arrayBuffer();
    const image = { png, widthPx: canvas.width, heightPx: canvas.height };
    saveFile(
      await planDocument(documentFacts(facts, image, mark, words)),
      `${t('plan.paper.fileName')}.docx`,
    );
  };
  const isReady = picture.canvas !== null;
  return (
    <main className={styles.main} id="main" tabIndex={-1}>
      <div className={styles.tools}>
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={18} aria-hidden />}
          renderRoot={(props) => <Link to="/quy-hoach/$id" params={{ id: plan.id }} {...props} />}
        >
          {t('plan.paper.back')}
        </Button>
        <h1>{t('plan.paper.title')}</h1>
        <Select
          label={t('plan.paper.paper')}
          allowDeselect={false}
          value={paper}
          data={papers}
          onChange={(value) => setPaper(papers.find((each) => each === value) ?? 'A4')}
        />
        <Select
          label={t('plan.paper.scale')}
          allowDeselect={false}
          value={String(chosenScale ?? 'fit')}
          data={[
            { value: 'fit', label: t('plan.paper.scaleFit', { scale: words.count(fitting) }) },
            ...printScales.map((value) => ({ value: String(value), label: `1:${words.count(value)}` })),
          ]}
          onChange={(value) => setScale(value === null || value === 'fit' ? null : Number(value))}
        />
        <Button
          leftSection={<IconPrinter size={18} aria-hidden />}
          disabled={!isReady}
          onClick={() => window.print()}
        >
          {t('plan.paper.print')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPhoto size={18} aria-hidden />}
          disabled={!isReady}
          onClick={() => void savePng().catch(fail)}
        >
          {t('plan.paper.png')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFileTypeDocx size={18} aria-hidden />}
          disabled={!isReady || check === undefined}
          onClick={() => void saveDocument().catch(fail)}
        >
          {t('plan.paper.docx')}
        </Button>
      </div>
      {isCut ? (
        <Alert className={styles.alert ?? ''} color="yellow" variant="light">
          {t('plan.paper.cutOff')}
        </Alert>
      ) : null}
      {picture.isFailed ? (
        <Alert className={styles.alert ?? ''} color="red" variant="light" role="alert">
          {t('plan.paper.failed')}
        </Alert>
      ) : null}
      <div className={styles.sheets} data-paper={paper}>
        {isReady ? null : (
          <p className={styles.making} role="status">
            <Loader size={18} /> {t('plan.paper.making')}
          </p>
        )}
        <DrawingSheet facts={facts} layout={layout} image={picture.address} mark={mark} />
        <WordsSheet facts={facts} mark={mark} />
      </div>
    </main>
  );
}

/** "6", "12: P.127": the number in the table, which says the rest; of a sign its code too. Short, so that all find a place. */
function paperLabel(element: PlanElement, number: number | undefined): string {
  const code = element.type === 'sign' ? element.properties.code : '';
  return [number, code].filter((part) => part !== undefined && part !== '').join(': ');
}

type Drawn = { canvas: HTMLCanvasElement | null; address: string; isFailed: boolean };
const notDrawn: Drawn = { canvas: null, address: '', isFailed: false };

type Wanted = {
  plan: Plan;
  school: School;
  /** Null: without roads at their true width. */
  ground: PlanGround | null;
  /** Whether everything has come that the drawing needs. */
  isKnown: boolean;
  paper: Paper;
  scale: number;
  centre: readonly [number, number];
};

/** The drawing for a sheet, made anew for another paper, scale or language. */
function usePicture({ plan, school, ground, isKnown, paper, scale, centre }: Wanted): Drawn {
  const words = useWords();
  const [drawn, setDrawn] = useState(notDrawn);
  const [lon, lat] = centre;
  useEffect(() => {
    let isOld = false;
    setDrawn(notDrawn);
    if (!isKnown) return;
    const { map } = sheetLayout(paper, 'landscape');
    const numbers = paperNumbers(plan.content);
    import('../../map/plan-picture.ts')
      .then(({ drawPlan }) =>
        drawPlan({
          elements: plan.content.elements,
          short: (element) => paperLabel(element, numbers.get(element.id)),
          around: aroundFeatures(school, ground, plan.content.gateWidthMetres, (gate) =>
            gateNameOf(gate, words),
          ),
          hidden,
          centre: [lon, lat],
          zoom: zoomOf(scale, lat),
          widthPx: Math.round(pxOf(map.width)),
          heightPx: Math.round(pxOf(map.height)),
          dotsPerPx,
        }),
      )
      .then((canvas) => {
        if (!isOld) setDrawn({ canvas, address: canvas.toDataURL('image/png'), isFailed: false });
      })
      .catch((error: unknown) => {
        console.error(error);
        if (!isOld) setDrawn({ ...notDrawn, isFailed: true });
      });
    return () => {
      isOld = true;
    };
  }, [plan, school, ground, isKnown, paper, scale, lon, lat, words]);
  return drawn;
}
