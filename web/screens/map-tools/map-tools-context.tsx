// What the tools around the map share: the living map, the counted hexagons it shows, and which tool is open.
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { BinClasses, MapHandle } from '../../map/map-types.ts';

export type MapTool = 'layers' | 'measure' | 'print' | 'keys';

type MapTools = {
  /** Null until the map can be used. */
  handle: MapHandle | null;
  setHandle(handle: MapHandle | null): void;
  bins: BinClasses | null;
  setBins(bins: BinClasses | null): void;
  /** One at a time. */
  tool: MapTool | null;
  open(tool: MapTool | null): void;
};

const MapToolsContext = createContext<MapTools | null>(null);

export function MapToolsProvider({ children }: { children: ReactNode }) {
  const [handle, setHandle] = useState<MapHandle | null>(null);
  const [bins, setBins] = useState<BinClasses | null>(null);
  const [tool, open] = useState<MapTool | null>(null);
  const tools = useMemo(() => ({ handle, setHandle, bins, setBins, tool, open }), [handle, bins, tool]);
  return <MapToolsContext.Provider value={tools}>{children}</MapToolsContext.Provider>;
}

export function useMapTools(): MapTools {
  const tools = useContext(MapToolsContext);
  if (tools === null) throw new Error('useMapTools needs a MapToolsProvider around it');
  return tools;
}
