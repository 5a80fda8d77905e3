/** How far a thing has come, as a reader must tell it apart at a glance. */
export type StatusTone = 'done' | 'current' | 'late' | 'planned' | 'proposed' | 'notReported' | 'withdrawn';

const disc = 'M6 0a6 6 0 1 1 0 12A6 6 0 0 1 6 0Z';

/** One shape per tone in a box of 12 by 12, so that status never rests on colour alone. Drawn with `evenodd`. */
export const statusShapes: Record<StatusTone, string> = {
  // full disc with a tick
  done: `${disc}M5.1 9.2 8.7 4.6l-1-.9L5 7 3.5 5.6l-.9 1.1Z`,
  // disc filled to the half
  current: `${disc}m0 1.5v9a4.5 4.5 0 0 0 0-9Z`,
  // triangle with a stroke and a point
  late: 'M6 .4 12 11.4H0ZM5.3 4.3v3.6h1.4V4.3Zm0 4.6v1.3h1.4V8.9Z',
  // ring
  planned: `${disc}m0 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Z`,
  // hollow diamond
  proposed: 'M6 0l6 6-6 6-6-6Zm0 2.1L2.1 6 6 9.9 9.9 6Z',
  // hatched square
  notReported:
    'M.5.5h11v11H.5Zm1.2 1.2v2.4l2.4-2.4Zm4.1 0L1.7 5.8v2.1l6.2-6.2Zm3.8 0L1.7 9.6v.7h1.1l7.5-7.5V1.7Zm.7 2.8-5.8 5.8h2.1l3.7-3.7Zm0 3.8-2 2h2Z',
  // disc with a bar
  withdrawn: `${disc}M2.6 5.2v1.6h6.8V5.2Z`,
};
