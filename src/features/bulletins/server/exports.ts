import type { Story } from '#features/bulletins/server/queries.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { reading, textIn, type Translated } from '#lib/translated.ts';

type Feed = { network: Translated; stories: readonly Story[]; lang: Lang; origin: string };

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const xml = (text: string) => text.replace(/[&<>"']/gu, (letter) => escapes[letter] ?? letter);

/** Stories as an Atom feed (RFC 4287). */
export function atomFeed({ network, stories, lang, origin }: Feed): string {
  const self = `${origin}/${lang}/stories/feed.atom`;
  const updated =
    stories
      .map((story) => story.updatedAt.toISOString())
      .sort()
      .at(-1) ?? '2019-07-01T00:00:00Z';
  const title = sayIn(lang)('stories_feed_title', { network: textIn(network, lang) });
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">
  <id>${xml(self)}</id>
  <title>${xml(title)}</title>
  <updated>${updated}</updated>
  <author><name>${xml(textIn(network, lang))}</name></author>
  <link rel="self" type="application/atom+xml" href="${xml(self)}"/>
  <link rel="alternate" type="text/html" href="${xml(`${origin}/${lang}/bulletins`)}"/>
${stories.map((story) => entry(story, lang, origin)).join('\n')}
</feed>
`;
}

function entry(story: Story, lang: Lang, origin: string): string {
  const headline = reading(story.headline, lang);
  const address = `${origin}/${lang}/stories/${story.ref}`;
  const standfirst = story.standfirst && reading(story.standfirst, lang);
  return `  <entry>
    <id>urn:setu:story:${xml(story.ref)}:${lang}</id>
    <title xml:lang="${headline.lang}">${xml(headline.text)}</title>
    <updated>${story.updatedAt.toISOString()}</updated>
    <link rel="alternate" type="text/html" href="${xml(address)}"/>${
      standfirst ? `\n    <summary xml:lang="${standfirst.lang}">${xml(standfirst.text)}</summary>` : ''
    }
  </entry>`;
}
