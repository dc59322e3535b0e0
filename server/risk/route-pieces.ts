// A route cut into the pieces that its survey answers tell apart. Apart because answers may overlap: a whole route is
// answered about one year, its stretches the next, and no metre may count twice. Pure.

/** An answer about a stretch in metres from the start of its route; null: from the start, or to the end. */
export type AnsweredStretch = { fromMetres: number | null; toMetres: number | null };

export type RoutePiece<Answer> = { fromMetres: number; toMetres: number; answers: Answer[] };

/**
 * The pieces of a route of `lengthMetres` that some answer covers, from its start, each with every answer that covers it
 * in the order given; they do not overlap, and no end of an answer lies inside one. What no answer covers is left out, as
 * are answers about no metre of the route. Which of two answers to one question counts on a piece is the reader's choice
 * (the risk model takes the younger).
 */
export function routePieces<Answer extends AnsweredStretch>(
  lengthMetres: number,
  answers: readonly Answer[],
): RoutePiece<Answer>[] {
  const within = (metres: number): number => Math.min(Math.max(0, metres), lengthMetres);
  const spans = answers
    .map((answer) => ({
      answer,
      from: within(answer.fromMetres ?? 0),
      to: within(answer.toMetres ?? lengthMetres),
    }))
    .filter(({ from, to }) => from < to);
  const cuts = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  return cuts.flatMap((fromMetres, i) => {
    const toMetres = cuts[i + 1];
    if (toMetres === undefined) return [];
    const covering = spans.filter(({ from, to }) => from <= fromMetres && toMetres <= to);
    return covering.length === 0
      ? []
      : [{ fromMetres, toMetres, answers: covering.map(({ answer }) => answer) }];
  });
}
