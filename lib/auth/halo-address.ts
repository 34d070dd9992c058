export type HelpdeskAddress =
  | { readonly kind: 'ok'; readonly origin: string }
  | {
      readonly kind: 'bad';
      readonly why:
        | 'empty'
        | 'notAnAddress'
        /** One word without a dot: the name of the tenant alone. */
        | 'incomplete'
        | 'notHttps'
        | 'hasPassword'
        | 'ipAddress'
        /** The maker's own site: tenants live on a name in front of it. */
        | 'noTenant';
    };

/** Names on which no tenant lives; the makers' pages answer there. */
const makersHosts = ['halopsa.com', 'haloitsm.com', 'halocrm.io', 'usehalo.com', 'haloservicesolutions.com'];

/** Reads what the agent typed or pasted: a host, or any address of the helpdesk, such as a ticket's. */
export function readHelpdeskAddress(typed: string): HelpdeskAddress {
  const text = typed.replaceAll(/[\s\u200b\u2060\ufeff]+/g, ' ').trim();
  if (text === '') return { kind: 'bad', why: 'empty' };
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'https') {
    return { kind: 'bad', why: scheme === 'http' ? 'notHttps' : 'notAnAddress' };
  }
  const address = scheme === undefined ? `https://${text.replace(/^\/+/, '')}` : text;
  if (!URL.canParse(address)) return { kind: 'bad', why: 'notAnAddress' };

  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return { kind: 'bad', why: 'hasPassword' };
  const host = url.hostname.replace(/\.$/, '');
  // Chromium takes a space within a name and writes it as %20.
  if (host.includes('%')) return { kind: 'bad', why: 'notAnAddress' };
  // Certificates are made out to names; over a number the sign-in would end on a page of warnings.
  if (host.startsWith('[') || /^\d+(\.\d+){3}$/.test(host)) return { kind: 'bad', why: 'ipAddress' };
  // A name of one word is fine on an inner network, but then it was meant as an address, not as a tenant's name.
  if (!host.includes('.') && scheme === undefined) return { kind: 'bad', why: 'incomplete' };
  if (host === '' || host.split('.').includes('')) return { kind: 'bad', why: 'notAnAddress' };
  if (makersHosts.includes(host.replace(/^www\./, ''))) return { kind: 'bad', why: 'noTenant' };
  return { kind: 'ok', origin: `https://${host}${url.port === '' ? '' : `:${url.port}`}` };
}
