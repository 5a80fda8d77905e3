import { sayIn } from '#lib/i18n/messages.ts';
import type { Lang } from '#lib/i18n/lang.ts';

/** The first that fits: browsers name those they descend from, so the descendants come first. */
const browsers: readonly [RegExp, string][] = [
  [/\bEdg(?:A|iOS)?\//u, 'Edge'],
  [/\b(?:OPR|OPT|Opera)\b/u, 'Opera'],
  [/\bSamsungBrowser\//u, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//u, 'Firefox'],
  [/\b(?:Chrome|Chromium|CriOS)\//u, 'Chrome'],
  [/\bSafari\//u, 'Safari'],
];
const systems: readonly [RegExp, string][] = [
  [/\bAndroid\b/u, 'Android'],
  [/\b(?:iPhone|iPad)\b/u, 'iOS'],
  [/\bWindows\b/u, 'Windows'],
  [/\bMac OS X\b/u, 'macOS'],
  [/\bCrOS\b/u, 'ChromeOS'],
  [/\bLinux\b/u, 'Linux'],
];

const firstIn = (names: readonly [RegExp, string][], agent: string) =>
  names.find(([shape]) => shape.test(agent))?.[1];

/** What a browser says it is, in words: "Firefox on Android". It may say what it likes; nothing depends on it. */
export function browserName(agent: string | null, lang: Lang): string {
  const say = sayIn(lang);
  const browser = firstIn(browsers, agent ?? '');
  const system = firstIn(systems, agent ?? '');
  if (browser && system) return say('mail_device', { browser, system });
  return browser ?? system ?? say('mail_device_unknown');
}
