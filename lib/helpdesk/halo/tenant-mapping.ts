import type { CalendarIntegration, TenantSettings } from '../../domain/tenant-settings';
import type { HaloControl } from './schemas';
import { fromHaloTime, type HaloTimeConvention } from './times';

export function fromHaloControl(control: HaloControl, times: HaloTimeConvention): TenantSettings {
  return {
    zoneName: control.rtimezone?.trim() || control.defaultSiteTimezone?.trim() || null,
    integrations: [
      ...integration('google', control.halointegrator_googlecalendars, {
        lastRun: control.halointegrator_googlecalendars_lastsync,
        lastError: control.halointegrator_googlecalendars_lasterror,
        apiMethod: control.google_cal_method,
        times,
      }),
      ...integration('exchange', control.halointegrator_exchange, {
        lastRun: control.halointegrator_exchange_lastsync,
        lastError: control.halointegrator_exchange_lasterror,
        times,
      }),
    ],
    keepsUtc: control.useutcforappointments ?? null,
  };
}

/** .NET writes a time that was never set as one of these. */
const never = /^(0001|1[78]\d\d|1900)-/;

const longestError = 300;

function integration(
  of: CalendarIntegration['of'],
  isOn: boolean | null | undefined,
  told: {
    readonly lastRun: string | null | undefined;
    readonly lastError: string | null | undefined;
    readonly apiMethod?: unknown;
    readonly times: HaloTimeConvention;
  },
): readonly CalendarIntegration[] {
  if (isOn !== true) return [];
  const lastRun = told.lastRun ?? '';
  const at = never.test(lastRun) ? null : fromHaloTime(lastRun, told.times);
  const lastError = (told.lastError ?? '').trim().slice(0, longestError);
  const { apiMethod } = told;
  return [
    {
      of,
      lastRunMs: at === null ? null : Date.parse(at),
      lastError,
      ...(typeof apiMethod === 'number' && { apiMethod }),
    },
  ];
}
