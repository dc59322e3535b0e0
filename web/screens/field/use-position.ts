// The phone's position while a page needs it.
import { useEffect, useState } from 'react';
import type { Position } from '../../../contract/geometry.ts';

export type Here = { place: Position; accuracyMetres: number; at: number };
export type PositionState = { here: Here | null; isDenied: boolean };

/** Watches the position while `isOn`; `onFix` is told every one. */
export function usePosition(isOn: boolean, onFix?: (here: Here) => void): PositionState {
  const [state, setState] = useState<PositionState>({ here: null, isDenied: false });
  useEffect(() => {
    if (!isOn) return;
    if (!('geolocation' in navigator)) {
      setState({ here: null, isDenied: true });
      return;
    }
    const watch = navigator.geolocation.watchPosition(
      ({ coords, timestamp }) => {
        const here: Here = {
          place: [round(coords.longitude), round(coords.latitude)],
          accuracyMetres: Math.round(coords.accuracy * 10) / 10,
          at: timestamp,
        };
        setState({ here, isDenied: false });
        onFix?.(here);
      },
      (error) => {
        if (error.code === error.PERMISSION_DENIED) setState({ here: null, isDenied: true });
      },
      { enableHighAccuracy: true, maximumAge: 2_000, timeout: 30_000 },
    );
    return () => navigator.geolocation.clearWatch(watch);
  }, [isOn, onFix]);
  return state;
}

/** Seven decimals: a centimetre. */
function round(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}

/** Keeps the screen on while `isOn`; null while that is not known, false where the phone cannot. */
export function useWakeLock(isOn: boolean): boolean | null {
  const [isAwake, setAwake] = useState<boolean | null>(null);
  useEffect(() => {
    if (!isOn) return;
    let lock: WakeLockSentinel | null = null;
    let isOver = false;
    const take = async () => {
      if (document.visibilityState !== 'visible' || isOver) return;
      try {
        lock = await navigator.wakeLock.request('screen');
        setAwake(true);
      } catch {
        setAwake(false);
      }
    };
    void take();
    // The phone takes the lock away with the page out of sight.
    const again = () => void take();
    document.addEventListener('visibilitychange', again);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', again);
      void lock?.release();
      setAwake(null);
    };
  }, [isOn]);
  return isAwake;
}
