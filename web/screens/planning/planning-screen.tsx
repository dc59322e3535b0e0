// The planner's desk: the map is the page; lists and details lie over it, beside it on a desk, below it on a phone.
import { useDeferredValue, useEffect, useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import { useWords } from '../../text/words.ts';
import { ErrorBoundary } from '../error-boundary.tsx';
import { HeaderSearch } from '../header/header-search.tsx';
import { MapToolsProvider, useMapTools } from '../map-tools/map-tools-context.tsx';
import { ScreenFrame, useIsWide } from '../screen-frame.tsx';
import { BottomSheet, type SheetHeight, sheetPixels } from './bottom-sheet.tsx';
import { DetailPanel } from './detail-panel.tsx';
import { FilterBar, ScopeSentence } from './filter-bar.tsx';
import { FilterDrawer } from './filter-drawer.tsx';
import { LayerMenu } from './layer-menu.tsx';
import { ListPanel } from './list-panel.tsx';
import { MapFrame } from './map-frame.tsx';
import styles from './planning.module.css';
import { PlanningProvider, usePlanning } from './planning-context.tsx';
import { PredictionDialog } from './prediction-dialog.tsx';
import { SidePanel } from './side-panel.tsx';

/** Widths of the panels over the map, CSS pixels; the style sheet has the same numbers. */
const panelWidth = { left: 392, right: 432, gap: 12 } as const;

export function PlanningScreen({ session }: { session: Session }) {
  return (
    <PlanningProvider session={session}>
      <MapToolsProvider>
        <Layout />
      </MapToolsProvider>
    </PlanningProvider>
  );
}

function Layout() {
  const { session } = usePlanning();
  const isWide = useIsWide();
  return (
    <ScreenFrame session={session} isMap search={<HeaderSearch isWide={isWide} />}>
      {isWide ? <Desk /> : <Phone />}
      <PredictionDialog isWide={isWide} />
    </ScreenFrame>
  );
}

function Desk() {
  const { t } = useWords();
  const { state } = usePlanning();
  const [isListOpen, setListOpen] = useState(true);
  const isDetailOpen = state.selection !== null;
  const isMapUnderWay = useIsMapUnderWay();
  return (
    <>
      <FilterBar />
      <main className={styles.stage} id="main" tabIndex={-1}>
        <h1 className="for-readers">{t('planning.title')}</h1>
        <MapFrame
          padding={{
            left: isListOpen ? panelWidth.left + panelWidth.gap : 0,
            right: isDetailOpen ? panelWidth.right + panelWidth.gap : 0,
            bottom: 0,
          }}
        />
        <SidePanel
          side="left"
          label={t('planning.listPanel')}
          isOpen={isListOpen}
          onOpen={() => setListOpen(true)}
          onClose={() => setListOpen(false)}
        >
          <ErrorBoundary>{isMapUnderWay ? <ListPanel /> : null}</ErrorBoundary>
        </SidePanel>
        <div className={styles.layersCorner} data-beside-list={isListOpen}>
          <LayerMenu isWide />
        </div>
        {isDetailOpen ? (
          <SidePanel side="right" label={t('planning.detailPanel')}>
            <ErrorBoundary key={JSON.stringify(state.selection)}>
              <DetailPanel />
            </ErrorBoundary>
          </SidePanel>
        ) : null}
      </main>
    </>
  );
}

/** False while the map is mounted: its tiles are on their way while the list is built. */
function useIsMapUnderWay(): boolean {
  return useDeferredValue(true, false);
}

function Phone() {
  const { t } = useWords();
  const { state } = usePlanning();
  const [height, setHeight] = useState<SheetHeight>('half');
  const { tool } = useMapTools();
  useEffect(() => {
    // Measuring needs the map, which a half-open sheet and the tool itself would cover.
    if (tool === 'measure') setHeight('peek');
  }, [tool]);
  const isDetailOpen = state.selection !== null;
  const isMapUnderWay = useIsMapUnderWay();
  return (
    <main className={styles.stage} id="main" tabIndex={-1}>
      <h1 className="for-readers">{t('planning.title')}</h1>
      <MapFrame padding={{ left: 0, right: 0, bottom: height === 'full' ? 0 : sheetPixels(height) }} />
      <div className={styles.phoneTools}>
        <FilterDrawer />
        <LayerMenu isWide={false} />
      </div>
      <div className={styles.phoneScope}>
        <ScopeSentence />
      </div>
      <BottomSheet height={height} onHeight={setHeight}>
        {isDetailOpen ? (
          <ErrorBoundary key={JSON.stringify(state.selection)}>
            <DetailPanel />
          </ErrorBoundary>
        ) : (
          <ErrorBoundary>{isMapUnderWay ? <ListPanel /> : null}</ErrorBoundary>
        )}
      </BottomSheet>
    </main>
  );
}
