import * as bulletins from '#features/bulletins/server/queries.ts';
import { agendaOf } from '#features/meetings/agenda/server/queries.ts';
import { nothingArising } from '#features/meetings/arising/rules.ts';
import { mattersArising } from '#features/meetings/arising/server/queries.ts';
import * as points from '#features/meetings/action-points/server/queries.ts';
import * as stored from '#features/files/stored/server/queries.ts';
import * as decisions from '#features/meetings/decisions/server/queries.ts';
import { find } from '#features/meetings/minutes/server/queries.ts';
import * as meetings from '#features/meetings/server/queries.ts';
import { isRunner } from '#features/meetings/workbench/server/queries.ts';
import { sourcesOf } from '#features/people/server/queries.ts';
import { lastChange } from '../../last-change.ts';
import type { PageServerLoad } from './$types';

/** More parts or decisions than a meeting has. */
const all = 200;

/** A meeting: when, where, who, its agenda with outcomes, what came of it, its parts. */
export const load: PageServerLoad = async ({ params: { ref }, locals: { ask, today } }) =>
  ask(async (tx) => {
    const meeting = await meetings.get(tx, ref, today);
    const agenda = await agendaOf(tx, ref);
    const decided = await decisions.list(tx, { meeting: ref }, { sort: 'date', size: all });
    const parts = await meetings.list(tx, { parent: ref }, { sort: 'date', today, size: all });
    return {
      meeting,
      changed: lastChange(meeting),
      cites: await stored.mayCite(tx, 'meetings', ref),
      agenda,
      arising: meeting.kind === 'meeting' ? await mattersArising(tx, ref, today) : nothingArising,
      runs: await isRunner(tx, ref),
      minutes: await find(tx, ref),
      decisions: decided.rows,
      points: (await points.list(tx, { meeting: ref }, { today, size: all })).rows,
      parts: parts.rows,
      pictures: await bulletins.picturesOf(tx, ref),
      quotations: await bulletins.quotationsOf(tx, { meeting: ref }),
      sources: await sourcesOf(tx, [
        { kind: 'meetings', ref },
        ...agenda.map((item) => ({ kind: 'agenda_items', ref: item.ref })),
        ...decided.rows.map((decision) => ({ kind: 'decisions', ref: decision.ref })),
      ]),
    };
  });
