import type { ActionRelation, ExternalScheme, PartnerRole } from '#features/plans/schema.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';

export const partnerRoleLabels: Record<PartnerRole, MessageKey> = {
  implementing: 'partner_role_implementing',
  funding: 'partner_role_funding',
  technical: 'partner_role_technical',
  consulted: 'partner_role_consulted',
};

/** How an action stands to another: read from it, and read from the other one. */
export const actionRelationLabels: Record<ActionRelation, { out: MessageKey; back: MessageKey }> = {
  'same-as': { out: 'action_relation_same_as', back: 'action_relation_same_as_back' },
  'contributes-to': { out: 'action_relation_contributes_to', back: 'action_relation_contributes_to_back' },
  'depends-on': { out: 'action_relation_depends_on', back: 'action_relation_depends_on_back' },
};

export const externalSchemeLabels: Record<ExternalScheme, MessageKey> = {
  'un-info': 'external_scheme_un_info',
  iati: 'external_scheme_iati',
};

const markers: readonly MessageKey[] = ['marker_0', 'marker_1', 'marker_2', 'marker_3'];
/** The sentence for a marker from 0 to 3. */
export const markerLabel = (marker: number): MessageKey => markers[marker] ?? 'marker_0';

const degrees: readonly MessageKey[] = ['degree_1', 'degree_2', 'degree_3'];
/** The word for a degree from 1 to 3. */
export const degreeLabel = (degree: number): MessageKey => degrees[degree - 1] ?? 'degree_1';
