import { describe, expect, test } from 'vitest';
import {
  calendarAddress,
  findAgentByAddress,
  helpdeskAddresses,
  matchAccount,
  resolveAttendees,
} from '../../../lib/domain/attendees';
import { agent, ticket } from './people';

const leah = agent(2, 'Leah Novak', 'leah.novak@acme.example');
const amir = agent(3, 'Amir Haddad', 'amir.haddad@acme.example');
const tomas = agent(4, 'Tomás Ortiz', 'tomas.ortiz@acme.example', { googleEmail: 'tomas.ortiz@gmail.example' });
const priya = agent(5, 'Priya Rao', 'Priya.Rao@acme.example', { googleEmail: 'priya.rao@acme.example' });
const jonas = agent(6, 'Jonas Weber', 'jonas.weber@acme.example', { isDisabled: true });
const nobody = agent(7, 'No Mail', '');
const broken = agent(8, 'Broken Mail', 'n/a');
const agents = [leah, amir, tomas, priya, jonas, nobody, broken];

const emailsOf = (...args: Parameters<typeof resolveAttendees>) =>
  resolveAttendees(...args).attendees.map(({ email }) => email);

describe('the people of a ticket', () => {
  test('are the assigned agent, then the additional agents, ticked and required', () => {
    const { attendees, notices } = resolveAttendees(ticket({ assignedAgentId: 2, additionalAgentIds: [3] }), agents);
    expect(notices).toEqual([]);
    expect(attendees).toEqual([
      { email: leah.email, name: 'Leah Novak', role: 'assignedAgent', agentId: 2, isTicked: true, isRequired: true },
      { email: amir.email, name: 'Amir Haddad', role: 'additionalAgent', agentId: 3, isTicked: true, isRequired: true },
    ]);
  });

  test('the customer is offered, but not ticked', () => {
    const customer = { name: 'Carla', email: ' carla@client.example ' };
    const { attendees } = resolveAttendees(ticket({ assignedAgentId: 2, customer }), agents);
    expect(attendees[1]).toEqual({
      email: 'carla@client.example',
      name: 'Carla',
      role: 'customer',
      isTicked: false,
      isRequired: false,
    });
  });

  test('a customer without an address, or who is an agent of the ticket, is not offered', () => {
    const withCustomer = (email: string) => ticket({ assignedAgentId: 4, customer: { name: 'C', email } });
    expect(emailsOf(withCustomer(''), agents)).toEqual([tomas.googleEmail]);
    expect(emailsOf(withCustomer('unknown'), agents)).toEqual([tomas.googleEmail]);
    expect(emailsOf(withCustomer('TOMAS.ORTIZ@gmail.example'), agents)).toEqual([tomas.googleEmail]);
    expect(emailsOf(withCustomer('tomas.ortiz@acme.example'), agents)).toEqual([tomas.googleEmail]);
    expect(emailsOf(withCustomer('amir.haddad@acme.example'), agents)).toEqual([tomas.googleEmail, amir.email]);
  });

  test('nobody stands there twice, whatever the case of the address', () => {
    const double = agent(9, 'Leah again', 'LEAH.Novak@acme.example');
    const people = ticket({
      assignedAgentId: 2,
      additionalAgentIds: [3, 2, 9, 3],
      customer: { name: 'A', email: 'Amir.Haddad@acme.example' },
    });
    const { attendees } = resolveAttendees(people, [...agents, double]);
    expect(attendees.map(({ name, role }) => [name, role])).toEqual([
      ['Leah Novak', 'assignedAgent'],
      ['Amir Haddad', 'additionalAgent'],
    ]);
  });

  test('whoever cannot be invited is said: disabled, unknown, without a usable address', () => {
    const people = ticket({ assignedAgentId: 99, additionalAgentIds: [6, 7, 8, 3] });
    const { attendees, notices } = resolveAttendees(people, agents);
    expect(attendees.map(({ name }) => name)).toEqual(['Amir Haddad']);
    expect(notices).toEqual([
      { kind: 'agentUnknown', agentId: 99 },
      { kind: 'agentDisabled', name: 'Jonas Weber' },
      { kind: 'agentWithoutEmail', name: 'No Mail' },
      { kind: 'agentWithoutEmail', name: 'Broken Mail' },
    ]);
  });

  test('a ticket without an agent says so, and still invites the additional ones', () => {
    const { attendees, notices } = resolveAttendees(ticket({ additionalAgentIds: [3] }), agents);
    expect(attendees.map(({ role }) => role)).toEqual(['additionalAgent']);
    expect(notices).toEqual([{ kind: 'ticketWithoutAgent' }]);
    expect(resolveAttendees(ticket(), []).attendees).toEqual([]);
  });

  test('200 additional agents are all there', () => {
    const many = Array.from({ length: 200 }, (_, index) => agent(100 + index, `A${index}`, `a${index}@acme.example`));
    const people = ticket({ additionalAgentIds: many.map(({ id }) => id) });
    expect(resolveAttendees(people, many).attendees).toHaveLength(200);
  });
});

describe('which address', () => {
  test('the calendar gets the Google account where the helpdesk names one', () => {
    expect([leah, tomas, priya, nobody, broken].map(calendarAddress)).toEqual([
      'leah.novak@acme.example',
      'tomas.ortiz@gmail.example',
      'priya.rao@acme.example',
      '',
      '',
    ]);
    expect(calendarAddress(agent(1, 'A', 'a@acme.example', { googleEmail: 'not set' }))).toBe('a@acme.example');
  });

  test("the helpdesk's own form gets the e-mails of assigned and additional agents", () => {
    const onlyGoogle = agent(10, 'G', '', { googleEmail: 'g@gmail.example' });
    const people = ticket({
      assignedAgentId: 2,
      additionalAgentIds: [3, 4, 6, 7, 10, 2, 99],
      customer: { name: 'C', email: 'c@client.example' },
    });
    expect(helpdeskAddresses(people, [...agents, onlyGoogle])).toEqual([
      'leah.novak@acme.example',
      'amir.haddad@acme.example',
      'tomas.ortiz@acme.example',
      'g@gmail.example',
    ]);
  });
});

describe('the signed-in account', () => {
  test.each([
    ['leah.novak@acme.example', leah, 'same'],
    ['Leah.Novak@acme.example', leah, 'caseDiffers'],
    ['tomas.ortiz@gmail.example', tomas, 'same'],
    ['tomas.ortiz@acme.example', tomas, 'same'],
    ['priya.rao@acme.example', priya, 'caseDiffers'],
    ['Priya.Rao@acme.example', priya, 'caseDiffers'],
    ['personal@gmail.example', leah, 'differs'],
    ['', leah, 'unknown'],
    ['leah.novak@acme.example', nobody, 'unknown'],
  ])('%s against %s is %s', (account, who, match) => {
    expect(matchAccount(account, who)).toBe(match);
  });

  test('an address leads to its agent: Google account first, enabled before disabled', () => {
    const former = agent(11, 'Former', 'shared@acme.example', { isDisabled: true });
    const present = agent(12, 'Present', 'shared@acme.example');
    const byGoogle = agent(13, 'By Google', 'other@acme.example', { googleEmail: 'AMIR.haddad@acme.example' });
    const all = [former, present, ...agents, byGoogle];
    expect(findAgentByAddress('shared@acme.example', all)).toBe(present);
    expect(findAgentByAddress('amir.haddad@acme.example', all)).toBe(byGoogle);
    expect(findAgentByAddress('jonas.WEBER@acme.example', all)).toBe(jonas);
    expect(findAgentByAddress('nobody@acme.example', all)).toBeNull();
    expect(findAgentByAddress(' ', all)).toBeNull();
  });
});
