import { externalSchemeLabels, markerLabel, partnerRoleLabels } from '#features/plans/actions/labels.ts';
import type { ActionFacts } from '#features/plans/actions/server/queries.ts';
import type { Action } from '#features/plans/server/queries.ts';
import type { Language } from '#lib/i18n/context.ts';
import { formatList, formatNumber } from '#lib/i18n/format.ts';
import { textIn } from '#lib/translated.ts';
import type { Words } from '#lib/ui/links.ts';
import { periodWords } from '#lib/ui/period-words.ts';

type Fact = { term: string; value: Words; href?: string };

/** The facts of an action in brief: who leads, who helps, when, where, how much, known as. */
export function factsOf(action: Action, facts: ActionFacts, language: Language): Fact[] {
  const { lang, say } = language;
  const { body, organisation, from, until } = action;
  return [
    ...(body ? [{ term: say('action_body'), value: body.name, href: `/${lang}/bodies/${body.ref}` }] : []),
    ...(organisation
      ? [
          {
            term: say('action_organisation'),
            value: organisation.name,
            href: `/${lang}/organisations/${organisation.ref}`,
          },
        ]
      : []),
    ...partnerFacts(facts, language),
    { term: say('commitment_period'), value: periodWords({ from, until }, language) },
    ...(facts.places.length > 0
      ? [
          {
            term: say('action_places'),
            value: formatList(
              facts.places.map(({ name }) => textIn(name, lang)),
              lang,
            ),
          },
        ]
      : []),
    ...targetFacts(facts, language),
    ...markerFacts(facts, language),
  ];
}

function partnerFacts({ partners }: ActionFacts, { lang, say }: Language): Fact[] {
  if (partners.length === 0) return [];
  const named = partners.map(
    ({ name, acronym, role }) => `${textIn(acronym ?? name, lang)} (${say(partnerRoleLabels[role])})`,
  );
  return [{ term: say('action_partners'), value: formatList(named, lang) }];
}

function targetFacts({ target, external }: ActionFacts, { lang, say }: Language): Fact[] {
  return [
    ...(target
      ? [
          {
            term: say('action_target'),
            value: `${formatNumber(target.amount, lang)} ${textIn(target.unit, lang)}`,
          },
        ]
      : []),
    ...(external
      ? [
          {
            term: say('action_external'),
            value: `${say(externalSchemeLabels[external.scheme])}: ${external.ref}`,
          },
        ]
      : []),
  ];
}

function markerFacts({ genderMarker, rightsMarker }: ActionFacts, { say }: Language): Fact[] {
  return [
    ...(genderMarker === null
      ? []
      : [
          {
            term: say('field_gender_marker'),
            value: `${say(markerLabel(genderMarker))} (${say('action_markers_source')})`,
          },
        ]),
    ...(rightsMarker === null
      ? []
      : [{ term: say('field_rights_marker'), value: say(markerLabel(rightsMarker)) }]),
  ];
}
