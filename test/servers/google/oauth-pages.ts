import type { GoogleAccount } from './google-state';
import { hasBox, type OauthRefusal, type OauthRequest, shortScope } from './oauth-request';

const purposes: Readonly<Record<string, string>> = {
  calendar: 'See, edit, share and permanently delete all the calendars you can access',
  'calendar.events': 'View and edit events on all your calendars',
  'calendar.events.readonly': 'View events on all your calendars',
  'calendar.calendarlist.readonly': 'See the list of calendars you are subscribed to',
  'calendar.freebusy': 'View your availability in your calendars',
  'calendar.settings.readonly': 'View your calendar settings',
};

/** One button per account; pressing it is the whole sign-in. */
export function chooserPage(request: OauthRequest, accounts: readonly GoogleAccount[], query: string): Response {
  const buttons = accounts.map(
    ({ email, name }) =>
      `<li><button name="email" value="${escapeHtml(email)}"><b>${escapeHtml(name)}</b> <span>${escapeHtml(email)}</span></button></li>`,
  );
  return page(
    'Choose an account',
    `<p>to continue to ${escapeHtml(request.client.name)}</p>
    <form method="post" action="/signin/account?${escapeHtml(query)}"><ul>${buttons.join('')}</ul></form>`,
  );
}

/** The granular consent page: several scopes are unticked boxes, a single one is granted as a whole. */
export function consentPage(
  request: OauthRequest,
  account: GoogleAccount,
  granted: ReadonlySet<string>,
  query: string,
): Response {
  const scopes = request.scopes.filter(hasBox);
  const boxes = scopes.map((scope) => {
    const name = `${purposes[shortScope(scope)] ?? 'Use your calendars'} (${shortScope(scope)})`;
    const ticked = granted.has(scope) ? ' checked' : '';
    return scopes.length > 1
      ? `<li><label><input type="checkbox" name="scope" value="${escapeHtml(scope)}"${ticked}> ${escapeHtml(name)}</label></li>`
      : `<li><input type="hidden" name="scope" value="${escapeHtml(scope)}">${escapeHtml(name)}</li>`;
  });
  const all = scopes.length > 1 ? '<p><label><input type="checkbox" id="all"> Select all</label></p>' : '';
  return page(
    `${request.client.name} wants access to your Google Account`,
    `<p>${escapeHtml(account.email)}</p>
    <form method="post" action="/signin/consent?${escapeHtml(query)}">
      <input type="hidden" name="email" value="${escapeHtml(account.email)}">
      ${all}<ul>${boxes.join('')}</ul>
      <button name="answer" value="cancel">Cancel</button> <button name="answer" value="continue">Continue</button>
    </form>
    <script>
      document.getElementById('all')?.addEventListener('change', (event) => {
        for (const box of document.getElementsByName('scope')) box.checked = event.target.checked;
      });
    </script>`,
  );
}

export function refusalPage({ status, code, explanation }: OauthRefusal): Response {
  return page(
    'Access blocked: Authorization Error',
    `<p>Error ${status}: ${escapeHtml(code)}</p><p>${escapeHtml(explanation)}</p>`,
    status,
  );
}

function page(title: string, content: string, status = 200): Response {
  const html = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>
  <body><main><h1>${escapeHtml(title)}</h1>${content}</main></body>
</html>`;
  return new Response(html, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  });
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
