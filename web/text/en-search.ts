// English words of the search on the map screen.
import type { viSearch } from './vi-search.ts';
import type { Widen } from './widen.ts';

export const enSearch: Widen<typeof viSearch> = {
  search: {
    label: 'Find a school, commune, road or Km post',
    placeholder: 'School, commune, road, QL.99 Km14+500',
    open: 'Search',
    close: 'Close the search',
    clear: 'Clear the search',
    group: {
      schools: 'Schools',
      units: 'Communes, wards, provinces',
      roads: 'Roads',
      places: 'Kilometre addresses',
    },
    short: 'Type at least {{count}} characters: a school, commune or road, or “QL.99 Km14+500”.',
    searching: 'Searching…',
    none: '“{{text}}” was not found. Try fewer words, or no accents.',
    found_one: '{{count}} result',
    found_other: '{{count}} results',
    roadNumber: 'By road number',
    place: {
      exact: 'Between two Km posts',
      street: 'Approximate place',
      beyond: 'Past the last Km post, approximate place',
      part: 'part {{part}}',
    },
    reason: {
      not_an_address: 'This is no kilometre address. Example: QL.99 Km14+500.',
      no_road: 'A kilometre address needs a road that is on the map. Example: QL.99 Km14+500.',
      no_posts: 'This road has no Km posts yet, so the address cannot be found.',
      too_far_from_posts: 'This road has no Km post near that address.',
      posts_out_of_order: 'The Km posts of this road are out of order, so the address cannot be found.',
    },
    slashKey: 'Key “/” opens the search',
    slashKeyNote: 'Ctrl + K always works.',
  },
};
