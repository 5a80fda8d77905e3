import { notFound } from '#lib/errors.ts';

/** Looking changes nothing: mail programs open links by themselves. */
export const load = ({ locals, params }) => {
  if (!locals.mail.isLink(params.token)) throw notFound('letters', 'stop');
};

export const actions = {
  /** Also the one click of a mail program (RFC 8058): it needs no session, the link says whose letter ends. */
  default: async ({ locals, params }) => {
    if (!(await locals.mail.endWeekly(params.token))) throw notFound('letters', 'stop');
    return { ended: true };
  },
};
