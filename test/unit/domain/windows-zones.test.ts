import { IANAZone } from 'luxon';
import { describe, expect, test } from 'vitest';
import { findIana, WINDOWS_TO_IANA_MAP } from 'windows-iana';
import { toZoneName, windowsZones } from '../../../lib/domain/windows-zones';

/** Renamed since by IANA: the same zone, the spelling of today. */
const renamed: Record<string, string> = {
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Europe/Kiev': 'Europe/Kyiv',
};
/** Changed by CLDR after the list we compare with: Chihuahua left Mountain Time in 2022, Almaty UTC+6 in 2024. */
const changedSince: Record<string, string> = {
  'Mountain Standard Time (Mexico)': 'America/Mazatlan',
  'Central Asia Standard Time': 'Asia/Bishkek',
};

test.each([
  ['GMT Standard Time', 'Europe/London'],
  ['W. Europe Standard Time', 'Europe/Berlin'],
  ['Eastern Standard Time', 'America/New_York'],
  ['India Standard Time', 'Asia/Kolkata'],
  ['AUS Eastern Standard Time', 'Australia/Sydney'],
  ['  gmt standard time ', 'Europe/London'],
  ['UTC', 'Etc/UTC'],
  ['UTC-11', 'Etc/GMT+11'],
  ['Europe/Berlin', 'Europe/Berlin'],
  ['america/argentina/buenos_aires', 'America/Argentina/Buenos_Aires'],
  ['Europe/Kyiv', 'Europe/Kyiv'],
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['US/Eastern', 'US/Eastern'],
  ['Etc/GMT+5', 'Etc/GMT+5'],
])('%s is the zone %s', (name, zone) => {
  const known = toZoneName(name);
  expect(known.kind).toBe('known');
  // Which of two spellings of one zone comes back may hang on the engine's data; whether it is valid may not.
  expect(known.kind === 'known' && known.zone.toLowerCase()).toBe(zone.toLowerCase());
});

test.each([
  'Custom Zone 7',
  '',
  ' ',
  'EST',
  'GMT',
  'BST',
  'CET',
  '+01:00',
  'UTC+1',
  'GMT+2',
  'Europe/Atlantis',
  'Z',
  'local',
])('the name "%s" is not guessed at', (name) => {
  expect(toZoneName(name)).toEqual({ kind: 'unknown', name: name.trim() });
});

describe('the table of Windows names', () => {
  test('names only zones that exist', () => {
    const missing = Object.values(windowsZones).filter((zone) => !IANAZone.isValidZone(zone));
    expect(missing).toEqual([]);
  });

  test('says what CLDR says for every Windows zone, in the spelling of today', () => {
    const names = new Set(WINDOWS_TO_IANA_MAP.map(({ windowsName }) => windowsName));
    expect(names.size).toBeGreaterThan(130);
    for (const name of names) {
      const theirs = findIana(name, '001')[0] ?? '';
      expect([name, windowsZones[name]]).toEqual([name, changedSince[name] ?? renamed[theirs] ?? theirs]);
    }
  });

  test('has no name that CLDR does not have', () => {
    const theirs = new Set<string>(WINDOWS_TO_IANA_MAP.map(({ windowsName }) => windowsName));
    expect(Object.keys(windowsZones).filter((name) => !theirs.has(name))).toEqual([]);
  });
});
