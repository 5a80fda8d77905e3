import type { Duty } from '#lib/access.ts';
import type { Lang } from '#lib/i18n/lang.ts';

/** One account for trying out what a role may do. `person` is an invented one of the demonstration pack. */
export type DemonstrationRole = {
  role: 'secretariat' | 'administrator' | 'auditor' | 'steward' | 'chair' | 'focal';
  name: string;
  lang: Lang;
  duty?: Duty;
  person?: string;
};

/** Names say that nobody real is meant. The first two are printed last, as the two sign-ins to begin with. */
export const demonstrationRoles: readonly DemonstrationRole[] = [
  {
    role: 'secretariat',
    name: 'Demonstration: secretariat officer',
    lang: 'en',
    duty: 'secretariat',
    person: 'demonstration-officer',
  },
  { role: 'focal', name: 'নমুনা: মন্ত্রণালয়ের ফোকাল পয়েন্ট', lang: 'bn', person: 'demonstration-focal-point' },
  {
    role: 'chair',
    name: 'Demonstration: chair of the labour migration group',
    lang: 'en',
    person: 'demonstration-chair',
  },
  { role: 'steward', name: 'Demonstration: data steward', lang: 'en', duty: 'data-steward' },
  { role: 'auditor', name: 'Demonstration: auditor', lang: 'en', duty: 'auditor' },
  { role: 'administrator', name: 'Demonstration: administrator', lang: 'en', duty: 'administrator' },
];

/** The mail address of a demonstration account; nothing can be delivered there. */
export const demonstrationEmail = (role: string) => `${role}@demonstration.example`;

/** The id of a demonstration account. */
export const demonstrationAccount = (role: string) => `demonstration-${role}`;

/** A sign-in as one line for the terminal. */
export const signInLine = ({ role, password }: { role: string; password: string }) =>
  `  sign in as ${demonstrationEmail(role).padEnd(38)} ${password}`;
