// The small list that asks which of several things at one place was meant.
import { useEffect, useRef } from 'react';
import type { MapLabel } from './map-types.ts';
import type { Candidate } from './pick.ts';

/** Place of the click and size of the map in pixels: the list stays within the map. */
export type ChooserAt = {
  x: number;
  y: number;
  width: number;
  height: number;
  candidates: readonly Candidate[];
};

type ChooserProps = ChooserAt & {
  label: MapLabel;
  onChoose(candidate: Candidate): void;
  onClose(): void;
};

const boxWidth = 260;
const boxHeight = 280;

export function Chooser({ x, y, width, height, candidates, label, onChoose, onClose }: ChooserProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>('li button')?.focus(), []);

  function move(step: number) {
    const buttons = [...(box.current?.querySelectorAll<HTMLElement>('li button') ?? [])];
    const now = buttons.findIndex((button) => button.matches(':focus'));
    buttons[(now + step + buttons.length) % buttons.length]?.focus();
  }

  return (
    <div
      ref={box}
      role="dialog"
      aria-label={label('chooser.title')}
      className="map-chooser"
      style={{
        left: Math.max(8, Math.min(x + 8, width - boxWidth - 8)),
        top: Math.max(8, Math.min(y + 8, height - boxHeight - 8)),
        width: boxWidth,
        maxHeight: boxHeight,
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
        else if (event.key === 'ArrowDown') move(1);
        else if (event.key === 'ArrowUp') move(-1);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <div className="map-chooser-head">
        <span>{label('chooser.title')}</span>
        <button
          type="button"
          className="map-chooser-close"
          aria-label={label('chooser.close')}
          onClick={onClose}
        >
          ×
        </button>
      </div>
      <ul>
        {candidates.map((candidate) => (
          <li key={candidate.key}>
            <button type="button" className="map-chooser-item" onClick={() => onChoose(candidate)}>
              {candidate.name}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
