import type { MessageKey } from '#lib/i18n/messages.ts';
import type { Basis } from '#lib/record.ts';
import type { WayStage } from './rules.ts';
import type { ItemKind } from './schema.ts';

/** What a link between records and items of a framework rests on, in words. */
export const basisLabels: Record<Basis, MessageKey> = {
  text: 'basis_text',
  'official-mapping': 'basis_official_mapping',
  'publisher-mapping': 'basis_publisher_mapping',
  own: 'basis_own',
};

/** The word for a stage of the way from promised to proved. */
export const wayLabels: Record<WayStage, MessageKey> = {
  promised: 'way_promised',
  planned: 'way_planned',
  measured: 'way_measured',
  proved: 'way_proved',
};

/** How far a way has come, in words; the place in the list is the number of stages reached. */
export const wayWords = ['way_words_0', 'way_words_1', 'way_words_2', 'way_words_3', 'way_words_4'] as const;

/** How far an objective has come as the end of a sentence; the place in the list is the number of stages reached. */
export const objectiveWords = [
  'objective_stage_1',
  'objective_stage_1',
  'objective_stage_2',
  'objective_stage_3',
  'objective_stage_4',
] as const;

/** What it means to have reached so many stages; the place in the list is their number. */
export const wayMeanings = ['way_key_0', 'way_key_1', 'way_key_2', 'way_key_3', 'way_key_4'] as const;

/** What the items of a kind are called together. */
export const itemKindsLabels: Record<ItemKind, MessageKey> = {
  cluster: 'item_kinds_cluster',
  objective: 'item_kinds_objective',
  action: 'item_kinds_action',
  principle: 'item_kinds_principle',
  goal: 'item_kinds_goal',
  target: 'item_kinds_target',
  point: 'item_kinds_point',
};
