import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Hosts that show the helpdesk's pages in the sandbox: Docket knows the first alone, so the second shows the bare button alone. */
export const bareTicketUrl = 'https://auth.haloservicedesk.com/ticket?id=1001';
export const bareButton = 'Bare button';

export const emptyWorkerFile = 'empty-worker.js';

const files = {
  'manifest.json': JSON.stringify({
    manifest_version: 3,
    name: 'Empty',
    version: '1.0',
    background: { service_worker: emptyWorkerFile },
    action: { default_popup: 'popup.html' },
    content_scripts: [{ matches: [`${new URL(bareTicketUrl).origin}/*`], js: ['content-scripts/ticket.js'] }],
  }),
  [emptyWorkerFile]: 'chrome.runtime.onMessage.addListener((message, sender, answer) => answer({ ok: true }));\n',
  'popup.html':
    '<!doctype html>\n<html lang="en"><head><title>Empty</title><link rel="stylesheet" href="popup.css"></head><body><p>Empty</p><script type="module" src="popup.js"></script></body></html>\n',
  'popup.css': '',
  'popup.js': '',
  'content-scripts/ticket.js': `{
  const host = document.createElement('div');
  const button = document.createElement('button');
  button.textContent = ${JSON.stringify(bareButton)};
  host.attachShadow({ mode: 'open' }).append(button);
  document.body.append(host);
}
`,
};

/** An extension of the same parts with nothing in them: what they cost at the least in this browser on this machine. */
export function createEmptyExtension(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'docket-empty-'));
  mkdirSync(join(folder, 'content-scripts'));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
