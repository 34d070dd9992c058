import { fileURLToPath } from 'node:url';
import { defineConfig } from 'wxt';

/** Public half of the key that fixes the extension's id in every build but the store package. */
const key =
  process.env['DOCKET_STORE'] === '1'
    ? undefined
    : 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAyLpgtU41VJ1jfYRuYYm2SKsfKuRR6IhrJGEqo/Hc6ldlPJ3o+IgtkT5ZR+r1jRqA1HPlw0YWQCSGNrALkAQkzB3rnB7VBA2LVQSL4kFSX14QopKeuE54o6dUyuVjrpeXWZeNNI64hMpwIAkVe0tD5Gvt46xiqRYx/LBS5eCU9wdNsx4zBhLgEXNrXHTDALPU3ftH6QPA/pUdxYCOatH3XeKptxwtUEVnV6bMa5UgxPiaEf85Snm5npEQ9GrHgBAuQKLnIYpmnIPPY9LgmJ5dHasW1/TVTCbzOrTgoIwKN/adXfurGpAODNGym/ZeJZjL8CDLLNhlosGQteTBAuJvjwIDAQAB';

/**
 * Organisations may build with their own Google clients; then the options page asks for none. Google Chrome itself needs
 * one of type "Chrome extension", the sign-in window of every other browser one of type "Web application".
 */
const googleClients = {
  chrome: process.env['DOCKET_GOOGLE_CHROME_CLIENT_ID'] ?? '',
  web: process.env['DOCKET_GOOGLE_WEB_CLIENT_ID'] ?? '',
};
if ((googleClients.chrome === '') !== (googleClients.web === '')) {
  throw new Error('DOCKET_GOOGLE_CHROME_CLIENT_ID and DOCKET_GOOGLE_WEB_CLIENT_ID go together: set both or none');
}

export default defineConfig({
  manifestVersion: 3,
  imports: false,
  vite: ({ browser }) => ({
    resolve: {
      alias: {
        // The library without what only old browsers need.
        dexie: fileURLToPath(new URL('node_modules/dexie/dist/modern/dexie.mjs', import.meta.url)),
        // Chromium has promises of its own: there the polyfill (10 kB) would only slow down ticket pages, popup and worker.
        ...(browser === 'firefox' && { 'wxt/browser': '@wxt-dev/webextension-polyfill/browser' }),
      },
    },
    define: { 'import.meta.env.DOCKET_GOOGLE_WEB_CLIENT_ID': JSON.stringify(googleClients.web) },
    build: { target: 'chrome123' },
  }),
  manifest: ({ browser }) => ({
    name: '__MSG_extensionName__',
    description: '__MSG_extensionDescription__',
    default_locale: 'en',
    minimum_chrome_version: '123',
    permissions: ['storage', 'alarms', 'identity', 'scripting', 'contextMenus'],
    optional_permissions: ['notifications'],
    optional_host_permissions: ['https://*/*'],
    action: { default_title: '__MSG_extensionName__' },
    commands: {
      'new-appointment': {
        // Chromium keeps Alt+Shift+A, C and N to itself, and then sets none at all.
        suggested_key: { default: 'Alt+Shift+D' },
        description: '__MSG_commandNewAppointment__',
      },
    },
    content_security_policy: { extension_pages: "script-src 'self'; object-src 'self'" },
    web_accessible_resources: [{ resources: ['form.html'], matches: ['https://*/*'], use_dynamic_url: true }],
    ...(key !== undefined && browser !== 'firefox' && { key }),
    ...(googleClients.chrome !== '' && {
      oauth2: {
        client_id: googleClients.chrome,
        scopes: [
          'https://www.googleapis.com/auth/calendar.events',
          'https://www.googleapis.com/auth/calendar.calendarlist.readonly',
          'https://www.googleapis.com/auth/calendar.freebusy',
        ],
      },
    }),
  }),
});
