// Elements by the group each belongs to: routes by their school.

/** Numbers by group: those of group g are order[first[g]] .. order[first[g + 1] - 1]. */
export type Groups = { first: Uint32Array; order: Uint32Array };

/** Numbers 0 … of the elements of `groups`, which are those of `count` groups; within a group they ascend. */
export function inGroups(groups: ArrayLike<number>, count: number): Groups {
  const first = new Uint32Array(count + 1);
  for (let i = 0; i < groups.length; i++) first[groups[i]!]!++;
  for (let g = 1; g <= count; g++) first[g]! += first[g - 1]!;
  const order = new Uint32Array(groups.length);
  // From the last down, so that `first` ends at the start of each group.
  for (let i = groups.length - 1; i >= 0; i--) order[--first[groups[i]!]!] = i;
  return { first, order };
}

/** Their numbers, the groups in that order. In memory that threads share. */
export function groupAfterGroup({ first, order }: Groups, groups: Uint32Array): Uint32Array {
  const numbers = new Uint32Array(new SharedArrayBuffer(4 * order.length));
  let end = 0;
  for (const g of groups) for (let i = first[g]!; i < first[g + 1]!; i++) numbers[end++] = order[i]!;
  return numbers;
}
