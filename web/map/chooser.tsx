// The small box at one place of the map: what the ground there says, and which of several things was meant.
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
  /** What is said about the place itself; the first line is its name. */
  note: readonly string[] | null;
  /** What can be copied from here, null for nothing. */
  copy: string | null;
};

type ChooserProps = ChooserAt & {
  label: MapLabel;
  onChoose(candidate: Candidate): void;
  onCopy(text: string): void;
  onClose(): void;
};

const boxWidth = 260;
const boxHeight = 280;

export function Chooser(props: ChooserProps) {
  const { x, y, width, height, candidates, note, copy, label, onChoose, onCopy, onClose } = props;
  const [title = label('chooser.title'), ...lines] = note ?? [];
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first = box.current?.querySelector<HTMLElement>('li button, button');
    (box.current?.querySelector<HTMLElement>('li button') ?? first)?.focus();
  }, []);

  function move(step: number) {
    const buttons = [...(box.current?.querySelectorAll<HTMLElement>('li button') ?? [])];
    const now = buttons.findIndex((button) => button.matches(':focus'));
    buttons[(now + step + buttons.length) % buttons.length]?.focus();
  }

  return (
    <div
      ref={box}
      role="dialog"
      aria-label={title}
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
        <span>{title}</span>
        <button
          type="button"
          className="map-chooser-close"
          aria-label={label('chooser.close')}
          onClick={onClose}
        >
          ×
        </button>
      </div>
      {lines.length === 0 ? null : (
        <div className="map-chooser-note">
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )}
      {copy === null ? null : (
        <button type="button" className="map-chooser-item map-chooser-copy" onClick={() => onCopy(copy)}>
          {label('place.copy')}
        </button>
      )}
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
