import type { DraftSection } from '#lib/publication/draft.ts';
import type { Edits } from './schema.ts';

export type Edited = {
  sections: DraftSection[];
  /** Keys the editor worked on that the records no longer give: their work is not lost, but it is not printed. */
  dangling: string[];
};

/** Lays the editor's work over the composed sections: replaced parts, order, what is left out, what is added. */
export function applyEdits(composed: readonly DraftSection[], edits: Edits): Edited {
  const all = [...composed, ...edits.added];
  const keys = new Set(all.map((section) => section.key));
  const dangling = [...new Set([...Object.keys(edits.sections), ...edits.order])].filter(
    (key) => !keys.has(key),
  );
  const sections = all
    .filter((section) => !edits.leave_out.includes(section.key))
    .map((section) => edit(section, edits.sections[section.key]));
  const place = (key: string) => {
    const index = edits.order.indexOf(key);
    return index < 0 ? edits.order.length : index;
  };
  return { sections: sections.sort((a, b) => place(a.key) - place(b.key)), dangling };
}

function edit(section: DraftSection, work: Edits['sections'][string] | undefined): DraftSection {
  if (!work) return section;
  const { telling, ...replaced } = work;
  const fromRecords = section.blocks.filter(({ type }) => type === 'quote' || type === 'figure');
  const told = telling ? { blocks: [...telling, ...fromRecords] } : {};
  return { ...section, ...told, ...defined(replaced) };
}

function defined<T extends object>(partial: T): Partial<T> {
  return Object.fromEntries(Object.entries(partial).filter(([, value]) => value !== undefined)) as Partial<T>;
}
