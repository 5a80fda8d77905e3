import { describe, expect, test } from 'vitest';
import { draftSection, type DraftSection } from '#lib/publication/draft.ts';
import { applyEdits } from './rules.ts';
import { editsInput, type EditsInput } from './schema.ts';

const section = (key: string, blocks: unknown[] = [{ type: 'paragraph', text: 'Composed.' }]): DraftSection =>
  draftSection.parse({ key, headline: `About ${key}`, blocks });
const quote = { type: 'quote', text: 'Words.', speaker: 'people/p full-name' };
const edited = (sections: DraftSection[], edits: EditsInput) => applyEdits(sections, editsInput.parse(edits));
const text = (value: string) => ({ type: 'paragraph' as const, text: value });

describe('the editor’s work over a composed draft', () => {
  test('no work leaves it as it was composed', () => {
    const composed = [section('a'), section('b')];
    expect(edited(composed, {}).sections).toEqual(composed);
  });

  test('orders what is named, then the rest as composed; leaves out and adds', () => {
    const { sections } = edited([section('a'), section('b'), section('c')], {
      order: ['c', 'own'],
      leave_out: ['b'],
      added: [{ key: 'own', headline: 'Our own', blocks: [text('Written here.')] }],
    });
    expect(sections.map(({ key }) => key)).toEqual(['c', 'own', 'a']);
  });

  test('a telling replaces the composed text and keeps the quotations the records give', () => {
    const { sections } = edited([section('a', [text('Composed.'), quote])], {
      sections: { a: { telling: [text('Told.')] } },
    });
    expect(sections[0]?.blocks.map(({ type }) => type)).toEqual(['paragraph', 'quote']);
    expect(JSON.stringify(sections[0])).toContain('Told.');
  });

  test('blocks replace everything, a headline only the headline', () => {
    const { sections } = edited([section('a', [quote]), section('b')], {
      sections: { a: { blocks: [text('Only this.')] }, b: { headline: 'Another headline' } },
    });
    expect(sections[0]?.blocks).toHaveLength(1);
    expect(sections[1]).toMatchObject({ headline: { en: 'Another headline' }, blocks: section('b').blocks });
  });

  test('work on a section the records no longer give is named, not lost silently', () => {
    const { sections, dangling } = edited([section('a')], {
      order: ['gone'],
      sections: { gone: { headline: 'Was here' } },
    });
    expect(sections.map(({ key }) => key)).toEqual(['a']);
    expect(dangling).toEqual(['gone']);
  });
});
