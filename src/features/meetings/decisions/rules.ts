/** Where a decision stands: it follows from what it is, whether it was carried out, and whether a later one replaced it. */
export const decisionStatuses = ['in-force', 'carried-out', 'superseded', 'discussed'] as const;
export type DecisionStatus = (typeof decisionStatuses)[number];
