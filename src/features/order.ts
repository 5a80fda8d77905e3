/**
 * The rooms, from the ground up. A room may import only rooms before it (held by `npm run check`).
 * `portal` comes last and only reads.
 */
export const order = [
  'files',
  'places',
  'people',
  'organisations',
  'bodies',
  'accounts',
  'frameworks',
  'commitments',
  'plans',
  'indicators',
  'rounds',
  'meetings',
  'bulletins',
  'exchange',
  'desk',
  'workbooks',
  'imports',
  'history',
  'portal',
];
