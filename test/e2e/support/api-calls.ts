import type { FaultRule } from '../../servers/faults';

/** Requests that a fault can be laid upon. */
export type ApiCall = Pick<FaultRule, 'method' | 'url'>;

export const helpdeskCreate: ApiCall = { method: 'POST', url: /^acme\.halopsa\.com\/api\/Appointment$/ };

export const googleInsert: ApiCall = {
  method: 'POST',
  url: /^www\.googleapis\.com\/calendar\/v3\/calendars\/[^/]+\/events\?/,
};

/** A page of the calendar. */
export const googleList: ApiCall = {
  method: 'GET',
  url: /^www\.googleapis\.com\/calendar\/v3\/calendars\/[^/]+\/events\?/,
};

/** A page of the helpdesk's list. */
export const helpdeskList: ApiCall = { method: 'GET', url: /^acme\.halopsa\.com\/api\/Appointment\?/ };

/**
 * How Docket looks for the appointment that an unanswered request may have made, from 10:00 to 10:30 of the day
 * (`YYYY-MM-DD`, London): nothing else asks for a time that ends just a day after it.
 */
export function helpdeskSearch(day: string): ApiCall {
  const dayAfter = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  return { method: 'GET', url: new RegExp(`/api/Appointment\\?.*end_date=${dayAfter}T(09|10)%3A30`) };
}
