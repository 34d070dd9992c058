import { describe, expect, test } from 'vitest';
import { fromHaloAgent, fromHaloTicket, isPerson } from '../../../../lib/helpdesk/halo/people-mapping';
import { HaloAgent, HaloTicket } from '../../../../lib/helpdesk/halo/schemas';

const origin = 'https://acme.halopsa.com';
const ticket = (fields: Record<string, unknown>) => fromHaloTicket(HaloTicket.parse({ id: 1001, ...fields }), origin);

describe('agents', () => {
  test('what is missing is empty, what stands there is kept as it is spelt', () => {
    expect(fromHaloAgent(HaloAgent.parse({ id: 6, name: ' Priya Rao ', email: 'Priya.Rao@acme.example' }))).toEqual({
      id: 6,
      name: 'Priya Rao',
      email: 'Priya.Rao@acme.example',
      googleEmail: '',
      isDisabled: false,
      workdayId: null,
      workdayZoneName: '',
    });
  });

  test('the stand-in for nobody and the accounts of applications are not people', () => {
    const rows = [{ id: 1 }, { id: 2 }, { id: 3, isapiagent: true }];
    expect(rows.map((row) => isPerson(HaloAgent.parse(row)))).toEqual([false, true, false]);
  });
});

describe('tickets', () => {
  test('a ticket of which nothing is filled in', () => {
    const empty = { summary: null, client_name: null, additional_agents: null, user_name: null, user_email: null };
    expect(ticket({ ...empty, agent_id: null })).toEqual({
      id: 1001,
      summary: '',
      clientName: '',
      siteName: '',
      customer: null,
      assignedAgentId: null,
      additionalAgentIds: [],
      url: 'https://acme.halopsa.com/ticket?id=1001',
    });
  });

  test('nobody is assigned where the stand-in is', () => {
    expect(ticket({ agent_id: 1 }).assignedAgentId).toBeNull();
  });

  test('additional agents once each, without stand-ins', () => {
    expect(
      ticket({ additional_agents: [{ id: 3 }, { id: 1 }, { id: 0 }, { id: 4 }, { id: 3 }] }).additionalAgentIds,
    ).toEqual([3, 4]);
  });

  test('the texts that the ticket type suggests for an appointment', () => {
    const texts = { default_appointment_summary: 'On site visit', default_appointment_details: 'Bring a ladder' };
    expect(ticket(texts)).toMatchObject({ appointmentSummary: 'On site visit', appointmentDetails: 'Bring a ladder' });
    expect(ticket({ default_appointment_summary: '' })).not.toHaveProperty('appointmentSummary');
  });

  test('a customer without an e-mail is still named', () => {
    expect(ticket({ user_name: 'Eve Long', user_email: null }).customer).toEqual({ name: 'Eve Long', email: '' });
  });

  test('markup stays text', () => {
    const summary = '"><script>alert(1)</script>';
    expect(ticket({ summary }).summary).toBe(summary);
  });
});
