import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanName, disposition } from './file-name.ts';

const pdf = { ending: 'pdf' };

describe('a name is made harmless and keeps what it says', () => {
  test.each([
    ['Annual report 2023.pdf', 'Annual report 2023.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['..\\..\\boot.ini', 'boot.ini.pdf'],
    ['C:\\fakepath\\minutes.docx', 'minutes.pdf'],
    ['report\u0000.exe.pdf', 'report.exe.pdf'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe.pdf'],
    ['CON', '_CON.pdf'],
    ['lpt1.pdf', '_lpt1.pdf'],
    ['nul.tar.pdf', '_nul.tar.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    ['-rf', 'rf.pdf'],
    ['', 'file.pdf'],
    ['...', 'file.pdf'],
    ['a\r\nSet-Cookie: x=1.pdf', 'a Set-Cookie x=1.pdf'],
    ['<script>.pdf', 'script.pdf'],
    ['প্রত্যাবর্তন প্রতিবেদন ২০২৩.pdf', 'প্রত্যাবর্তন প্রতিবেদন ২০২৩.pdf'],
    ['picture.PNG', 'picture.pdf'],
  ])('%j becomes %j', (raw, name) => {
    expect(cleanName(raw, pdf)).toBe(name);
  });

  test('a very long one is cut between letters as people see them', () => {
    const name = cleanName('ক্ষ'.repeat(500), pdf);
    expect(name).toMatch(/^(?:ক্ষ){40}\.pdf$/u);
  });

  test('cleaning again changes nothing, and no name can leave its folder or break a header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (raw) => {
        const name = cleanName(raw, pdf);
        expect(cleanName(name, pdf)).toBe(name);
        expect(name).toMatch(/^[^./\\\p{Cc}"][^/\\\p{Cc}"]*\.pdf$/u);
        expect(name.length).toBeLessThan(130);
        expect(disposition('attachment', name)).toMatch(
          /^attachment; filename="[\w. ()-]+"; filename\*=UTF-8''[\w.~!$&+%-]+$/u,
        );
      }),
      { numRuns: 2000 },
    );
  });
});

test('a Bangla name travels whole, and as underscores to old programs', () => {
  expect(disposition('inline', 'সভা (১).pdf')).toBe(
    `inline; filename="___ (_).pdf"; filename*=UTF-8''%E0%A6%B8%E0%A6%AD%E0%A6%BE%20%28%E0%A7%A7%29.pdf`,
  );
});
