import {
  after,
  afterHalvesOnly,
  afterLettersOnly,
  bare,
  before,
  beforeCOnly,
  halves,
  letters,
  marks,
  points,
  reph,
  signOfNoVowel,
  syllables,
  tails,
} from './table.ts';

export type Converted = {
  text: string;
  /** Signs that belong to no letter, or two vowels on one: so is no Bangla written. */
  faults: number;
  /** Syllables that were read. */
  syllables: number;
};

type Kind = 'before' | 'half' | 'letter' | 'syllable' | 'tail' | 'after' | 'mark' | 'reph' | 'bare' | 'point';

const kinds = new Map<string, { kind: Kind; drawn: string }>(
  (
    [
      ['before', before],
      ['half', halves],
      ['letter', letters],
      ['syllable', syllables],
      ['tail', tails],
      ['after', after],
      ['mark', marks],
      ['point', points],
      ['reph', { [reph]: '' }],
      ['bare', { [bare]: '' }],
    ] as const
  ).flatMap(([kind, table]) => Object.entries(table).map(([sign, drawn]) => [sign, { kind, drawn }])),
);

const isAddress = (word: string) => /@|:\/\/|^www\./u.test(word);

/** What stands at U+0080 to U+009F where a file names the wrong character set: Windows-1252 has signs there. */
export function windowsSigns(text: string): string {
  return text.replace(/[\u0080-\u009F]/gu, (sign) =>
    new TextDecoder('windows-1252').decode(new Uint8Array([sign.charCodeAt(0)])),
  );
}

/** Bijoy text as Unicode. Addresses of mail and web stay, and so does a text that has Bangla letters already. */
export function toUnicode(text: string): string {
  return converted(text).text;
}

/** Bijoy text as Unicode, and how well it was formed. */
export function converted(text: string): Converted {
  if (/[\u0980-\u09FF]/u.test(text)) return { text, faults: 0, syllables: 0 };
  const all = windowsSigns(text)
    .split(/(\s+)/u)
    .map((word) =>
      isAddress(word) || !word.trim() ? { text: word, faults: 0, syllables: 0 } : wordOf(word),
    );
  return {
    text: all
      .map((one) => one.text)
      .join('')
      .normalize('NFC'),
    faults: all.reduce((sum, one) => sum + one.faults, 0),
    syllables: all.reduce((sum, one) => sum + one.syllables, 0),
  };
}

/** One syllable while it is read: its letters joined, and the signs around them in the order of Unicode. */
type Syllable = {
  lead: string;
  cluster: string;
  /** Does the last letter wait for another to be joined to it? Bare, it may also end a word. */
  isOpen: boolean;
  isBare: boolean;
  hasReph: boolean;
  vowel: string;
  marks: string;
};

const empty = (lead = ''): Syllable => ({
  lead,
  cluster: '',
  isOpen: false,
  isBare: false,
  hasReph: false,
  vowel: '',
  marks: '',
});

class Reader {
  text = '';
  faults = 0;
  syllables = 0;
  private current = empty();

  /** Takes the next character; `next` is the one after it. */
  take(sign: string, next: string): void {
    const { kind, drawn } = this.meant(sign, next);
    this.readers[kind](drawn);
  }

  private readonly readers: Record<Kind, (drawn: string) => void> = {
    before: (drawn) => this.begin(drawn),
    half: (drawn) => this.join(drawn, true),
    letter: (drawn) => this.join(drawn, false),
    syllable: (drawn) => this.addSyllable(drawn),
    tail: (drawn) => this.hang(drawn),
    after: (drawn) => this.addVowel(drawn),
    mark: (drawn) => this.mark(drawn),
    reph: () => this.addReph(),
    bare: () => this.takeVowel(),
    point: (drawn) => this.other(drawn),
  };

  /** What a character is here: some are punctuation unless a letter stands where they need one. */
  private meant(sign: string, next: string): { kind: Kind; drawn: string } {
    const { cluster, isOpen, vowel } = this.current;
    const isPoint =
      (afterHalvesOnly.has(sign) && !isOpen) ||
      (afterLettersOnly.has(sign) && (cluster === '' || vowel !== '')) ||
      (sign === beforeCOnly && !/[PQ]/u.test(next));
    return (!isPoint && kinds.get(sign)) || { kind: 'point', drawn: sign };
  }

  end(): void {
    const { lead, cluster, isOpen, hasReph, vowel, marks: signs } = this.current;
    if (cluster === '' && !lead && !vowel && !signs && !hasReph) return;
    const whole = isOpen ? cluster + signOfNoVowel : cluster;
    if (!isWhole(this.current)) this.faults += 1;
    this.text += (hasReph ? `র${signOfNoVowel}` : '') + whole + joinedVowel(lead, vowel) + signs;
    this.syllables += 1;
    this.current = empty();
  }

  private begin(lead: string): void {
    this.end();
    this.current = empty(lead);
  }

  /** A letter goes on with a conjunct that is open, or with a vowel that waits for it; else a new syllable begins. */
  private join(letter: string, isOpen: boolean): void {
    const { cluster, isOpen: waits } = this.current;
    if (cluster && !waits) this.end();
    this.current.cluster += (waits ? signOfNoVowel : '') + letter;
    this.current.isOpen = isOpen;
    if (cluster === '' && this.current.vowel) this.faults += 1;
  }

  private addSyllable(drawn: string): void {
    const [letter = '', vowel = ''] = drawn;
    this.join(letter, false);
    this.addVowel(vowel);
  }

  private hang(drawn: string): void {
    const [, letter = '', vowel = ''] = /^(.*?)([\u09BE-\u09CC]?)$/u.exec(drawn) ?? [];
    const { cluster } = this.current;
    if (cluster === '' || this.current.vowel) this.faults += 1;
    this.current.cluster = cluster + signOfNoVowel + letter;
    this.current.isOpen = false;
    if (vowel) this.addVowel(vowel);
  }

  private addVowel(vowel: string): void {
    const { current } = this;
    if (current.cluster === 'অ' && vowel === 'া' && !current.vowel) current.cluster = 'আ';
    else {
      if (current.vowel || current.isOpen || isVowel(current.cluster)) this.faults += 1;
      current.vowel += vowel;
    }
  }

  private mark(sign: string): void {
    if (this.current.marks) this.faults += 1;
    this.current.marks += sign;
  }

  /** The vowel is taken away: what follows is joined, and at the end of a word the sign stays to be seen. */
  private takeVowel(): void {
    if (this.current.cluster === '' || this.current.isOpen || this.current.vowel) this.mark(signOfNoVowel);
    else Object.assign(this.current, { isOpen: true, isBare: true });
  }

  private addReph(): void {
    if (this.current.hasReph) this.faults += 1;
    this.current.hasReph = true;
  }

  private other(sign: string): void {
    this.end();
    this.text += /\d/u.test(sign) ? String.fromCodePoint(0x09e6 + Number(sign)) : sign;
    if (/\p{L}/u.test(sign)) this.faults += 1;
  }
}

/** Has it a letter, all of the conjunct, and one vowel at most? */
function isWhole({ lead, cluster, isOpen, isBare, vowel }: Syllable): boolean {
  const isOneVowel = !lead || !vowel || joinedVowel(lead, vowel) !== lead + vowel;
  return cluster !== '' && isOneVowel && (!isOpen || isBare) && !(lead && isVowel(cluster));
}

const isVowel = (cluster: string) => /^[\u0985-\u0994]$/u.test(cluster);

/** The sign before a letter and the one after it are one vowel where they belong together. */
function joinedVowel(lead: string, vowel: string): string {
  if (lead === 'ে' && vowel === 'া') return 'ো';
  if (lead === 'ে' && vowel === 'ৗ') return 'ৌ';
  return lead + vowel;
}

function wordOf(word: string): Converted {
  const reader = new Reader();
  const signs = Array.from(word);
  for (const [at, sign] of signs.entries()) reader.take(sign, signs[at + 1] ?? '');
  reader.end();
  return { text: reader.text, faults: reader.faults, syllables: reader.syllables };
}
