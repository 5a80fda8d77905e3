import type { Translated } from '#lib/translated.ts';

/** A text for the reader: a translated record text, or a text already in the reader's language. */
export type Words = Translated | string;

/** A link as components take it. */
export type Link = { href: string; label: string };

/** A link in a navigation; `current` marks the section the reader is in. */
export type NavLink = Link & { current?: boolean };
