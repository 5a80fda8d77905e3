const megabyte = 1024 * 1024;

/** A type of file that is taken in: known by its content, never by its name. `most` is the largest in bytes. */
export type MediaType = {
  type: string;
  ending: string;
  family: 'pdf' | 'picture' | 'office' | 'text';
  most: number;
};

const office = (type: string, ending: string): MediaType => ({
  type,
  ending,
  family: 'office',
  most: 10 * megabyte,
});
const picture = (type: string, ending: string): MediaType => ({
  type,
  ending,
  family: 'picture',
  most: 20 * megabyte,
});
const text = (type: string, ending: string): MediaType => ({
  type,
  ending,
  family: 'text',
  most: 20 * megabyte,
});
const openXml = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';

/** Everything that is taken in. Pages, drawings with scripts and programs are not. */
export const mediaTypes: readonly MediaType[] = [
  { type: 'application/pdf', ending: 'pdf', family: 'pdf', most: 50 * megabyte },
  picture('image/png', 'png'),
  picture('image/jpeg', 'jpg'),
  picture('image/webp', 'webp'),
  office(`${openXml}.wordprocessingml.document`, 'docx'),
  office(`${openXml}.spreadsheetml.sheet`, 'xlsx'),
  office(`${openXml}.presentationml.presentation`, 'pptx'),
  office(`${openDocument}.text`, 'odt'),
  office(`${openDocument}.spreadsheet`, 'ods'),
  office(`${openDocument}.presentation`, 'odp'),
  text('text/csv', 'csv'),
  text('text/plain', 'txt'),
  text('text/calendar', 'ics'),
];

/** The largest file of any type, in bytes. */
export const mostBytes = Math.max(...mediaTypes.map(({ most }) => most));

/** The media type with this ending. Throws when there is none: endings come from the table above. */
export function mediaTypeOf(ending: string): MediaType {
  const found = mediaTypes.find((media) => media.ending === ending);
  if (!found) throw new Error(`no media type ends in ${ending}`);
  return found;
}

/** A browser may show these itself; everything else is only ever downloaded. */
export function isShown(type: string): boolean {
  return mediaTypes.some((media) => media.type === type && ['pdf', 'picture'].includes(media.family));
}
