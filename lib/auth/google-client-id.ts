export type GoogleClientId =
  | { readonly kind: 'ok'; readonly clientId: string }
  | {
      readonly kind: 'bad';
      readonly why:
        | 'empty'
        /** The part before the dot only. */
        | 'cutShort'
        /** The client secret instead of the id. It must not be kept anywhere. */
        | 'secret'
        | 'notAClientId';
    };

const ending = '.apps.googleusercontent.com';

/** The whole client ID is needed, `.apps.googleusercontent.com` included. */
export function readGoogleClientId(typed: string): GoogleClientId {
  const text = typed.trim();
  if (text === '') return { kind: 'bad', why: 'empty' };
  if (/^GOCSPX-/i.test(text)) return { kind: 'bad', why: 'secret' };
  const [, start = '', rest = ''] = /^([a-z0-9-]+)(.*)$/is.exec(text) ?? [];
  if (start !== '' && rest.toLowerCase() === ending) return { kind: 'ok', clientId: text.toLowerCase() };
  const isCutShort = /^\d+-/.test(start) && ending.startsWith(rest.toLowerCase());
  return { kind: 'bad', why: isCutShort ? 'cutShort' : 'notAClientId' };
}
