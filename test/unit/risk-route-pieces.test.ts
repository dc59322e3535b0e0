// Answers about the stretches of a route may overlap: every metre belongs to one piece, with all the answers about it.
import { expect, test } from 'vitest';
import { routePieces } from '../../server/risk/route-pieces.ts';

test('an old answer about the whole route counts only where no stretch was answered about since', () => {
  const whole = { id: 'whole', fromMetres: null, toMetres: null };
  const first = { id: 'first', fromMetres: 0, toMetres: 260 };
  const last = { id: 'last', fromMetres: 700, toMetres: 1_010 };
  const pieces = routePieces(1_000, [whole, first, last]);
  expect(pieces.map(({ fromMetres, toMetres }) => [fromMetres, toMetres])).toEqual([
    [0, 260],
    [260, 700],
    [700, 1_000],
  ]);
  expect(pieces.map(({ answers }) => answers.map(({ id }) => id))).toEqual([
    ['whole', 'first'],
    ['whole'],
    ['whole', 'last'],
  ]);
});

test('stretches side by side stay as they are; gaps, and answers about no metre, are left out', () => {
  const stretch = (fromMetres: number, toMetres: number) => ({ fromMetres, toMetres });
  const side = [stretch(500, 800), stretch(0, 300), stretch(300, 400), stretch(300, 400)];
  expect(routePieces(900, [...side, stretch(600, 600), stretch(950, 990)])).toEqual([
    { ...stretch(0, 300), answers: [stretch(0, 300)] },
    { ...stretch(300, 400), answers: [stretch(300, 400), stretch(300, 400)] },
    { ...stretch(500, 800), answers: [stretch(500, 800)] },
  ]);
  expect(routePieces(900, [])).toEqual([]);
});
