/** A browser in words, as far as its `User-Agent` tells; names are the same in every language. */
export interface Device {
  browser: string | null;
  system: string | null;
  is_phone: boolean;
}

/**
 * Browsers by what only they say, the particular before what it is built on: nearly all call themselves Chrome and Safari
 * too. Korean ones and browsers inside of apps are what many customers sign in with.
 */
const browsers: readonly [RegExp, string][] = [
  [/KAKAOTALK/i, 'KakaoTalk'],
  [/NAVER\(inapp/i, 'Naver'],
  [/Whale\//, 'Whale'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\/|OPiOS\/|Opera/, 'Opera'],
  [/Vivaldi\//, 'Vivaldi'],
  [/YaBrowser\//, 'Yandex'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/HeadlessChrome\/|Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Version\/[\d.]+.*Safari\//, 'Safari'],
  [/^curl\//, 'curl'],
];

const systems: readonly [RegExp, string][] = [
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'ChromeOS'],
  [/Windows/, 'Windows'],
  [/Macintosh|Mac OS X/, 'Mac'],
  [/Linux|X11/, 'Linux'],
];

/** What a browser says of itself, in words; versions are left out, since browsers no longer tell true ones. */
export function describeDevice(user_agent: string | null): Device {
  const said = user_agent ?? '';
  const nameIn = (names: readonly [RegExp, string][]) => names.find(([pattern]) => pattern.test(said))?.[1] ?? null;
  return { browser: nameIn(browsers), system: nameIn(systems), is_phone: /Mobile|iPhone|iPod/.test(said) };
}
