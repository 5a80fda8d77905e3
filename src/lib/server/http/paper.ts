/** What a browser does with a made file: a PDF is shown, a Word file is saved. */
const kinds = {
  pdf: { type: 'application/pdf', disposition: 'inline' },
  docx: {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    disposition: 'attachment',
  },
} as const;

/** The answer that carries a document made for paper; `name` is its file name without the ending. */
export function paperAnswer(
  file: Uint8Array,
  { kind, name, lang }: { kind: keyof typeof kinds; name: string; lang: string },
): Response {
  const { type, disposition } = kinds[kind];
  return new Response(new Uint8Array(file), {
    headers: {
      'content-type': type,
      'content-language': lang,
      'content-disposition': `${disposition}; filename="${name}.${kind}"`,
    },
  });
}
