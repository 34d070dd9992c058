import type { AgentRow, ApplicationRow } from './helpdesk-state';

/** The sign-in page: one button per person, so that a test chooses who sits at the browser. */
export function authorizePage(application: ApplicationRow, agents: readonly AgentRow[], action: string): string {
  const buttons = agents.map(
    (agent) => `<li><button name="agent" value="${agent.id}">Sign in as ${escapeHtml(agent.name)}</button></li>`,
  );
  return page(
    'Sign in',
    `<p>${escapeHtml(application.name)} asks for access to the helpdesk.</p>
<form method="post" action="${escapeHtml(action)}">
<ul>${buttons.join('\n')}</ul>
<button name="agent" value="deny" class="quiet">Deny</button>
</form>`,
  );
}

/** Shown instead of a redirect when there is nobody whom a redirect could be trusted to reach. */
export function authorizeErrorPage(error: string, description: string): string {
  return page('Sign in failed', `<p><code>${escapeHtml(error)}</code></p><p>${escapeHtml(description)}</p>`);
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<title>${title} – Acme Helpdesk</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { display: grid; place-items: center; min-height: 90vh; margin: 0; }
main { width: 20rem; padding: 2rem; border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: 12px; }
h1 { margin: 0 0 .5rem; font-size: 1.25rem; }
ul { padding: 0; margin: 1rem 0; list-style: none; display: grid; gap: .5rem; }
button { width: 100%; padding: .6rem 1rem; font: inherit; text-align: start; border-radius: 8px; border: 1px solid currentColor; }
.quiet { border-color: transparent; background: none; text-align: center; }
</style>
</head>
<body><main><h1>${title}</h1>${content}</main></body>
</html>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
