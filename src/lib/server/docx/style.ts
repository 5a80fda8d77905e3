import { LineRuleType, type IStylesOptions } from 'docx';

/** Colours as everywhere in print (templates/publication/style.typ). */
export const colours = { ink: '1C2427', soft: '4E595E', river: '0D5560', pale: 'E3EEF0', hair: 'CFCABB' };

/** The face of Bangla letters; it travels inside the file. */
export const banglaFace = 'Noto Sans Bengali';

/** Word takes the `cs` face, size and weight for Bangla letters and the others for Latin ones, in one line of text. */
const font = { ascii: 'Calibri', hAnsi: 'Calibri', cs: banglaFace, eastAsia: 'Calibri' };

/** Half-points: Bangla letters are set as high as the Latin ones look. */
const sized = (points: number) => ({ size: points * 2, sizeComplexScript: points * 2 });
const strong = { bold: true, boldComplexScript: true };

const heading = (points: number, before: number) => ({
  run: { font, ...sized(points), ...strong, color: colours.river },
  paragraph: { spacing: { before, after: 80 }, keepNext: true },
});

/** The styles of a document: whoever edits it changes them in one place. */
export const styles: IStylesOptions = {
  default: {
    document: {
      run: { font, ...sized(11), color: colours.ink, language: { value: 'en-GB', bidirectional: 'bn-BD' } },
      // Without the rule some programs take the height for an exact one, and large letters run into each other.
      paragraph: { spacing: { after: 120, line: 276, lineRule: LineRuleType.AUTO } },
    },
    title: {
      run: { font, ...sized(20), ...strong, color: colours.river },
      paragraph: { spacing: { after: 80 } },
    },
    heading1: heading(14, 320),
    heading2: heading(12, 240),
    heading3: heading(11, 200),
    hyperlink: { run: { color: colours.river, underline: {} } },
  },
  paragraphStyles: [
    { id: 'Small', name: 'Small', basedOn: 'Normal', run: { ...sized(9), color: colours.soft } },
    {
      id: 'Cell',
      name: 'Cell',
      basedOn: 'Normal',
      run: sized(10),
      paragraph: { spacing: { before: 40, after: 40 } },
    },
    {
      id: 'Said',
      name: 'Said',
      basedOn: 'Normal',
      run: { ...sized(12), color: colours.river },
      paragraph: { indent: { left: 360 } },
    },
  ],
};
