import { defineConfig } from 'wxt';

/** Public half of the key that fixes the extension's id in every build but the store package. */
const key =
  process.env['DOCKET_STORE'] === '1'
    ? undefined
    : 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAyLpgtU41VJ1jfYRuYYm2SKsfKuRR6IhrJGEqo/Hc6ldlPJ3o+IgtkT5ZR+r1jRqA1HPlw0YWQCSGNrALkAQkzB3rnB7VBA2LVQSL4kFSX14QopKeuE54o6dUyuVjrpeXWZeNNI64hMpwIAkVe0tD5Gvt46xiqRYx/LBS5eCU9wdNsx4zBhLgEXNrXHTDALPU3ftH6QPA/pUdxYCOatH3XeKptxwtUEVnV6bMa5UgxPiaEf85Snm5npEQ9GrHgBAuQKLnIYpmnIPPY9LgmJ5dHasW1/TVTCbzOrTgoIwKN/adXfurGpAODNGym/ZeJZjL8CDLLNhlosGQteTBAuJvjwIDAQAB';

/** Organisations may build with their own Google client; then the options page does not ask for one. */
const googleClientId = process.env['DOCKET_GOOGLE_CLIENT_ID'] ?? '';

export default defineConfig({
  manifestVersion: 3,
  imports: false,
  modules: ['@wxt-dev/webextension-polyfill'],
  vite: () => ({
    define: { 'import.meta.env.DOCKET_GOOGLE_CLIENT_ID': JSON.stringify(googleClientId) },
    build: { target: 'chrome120' },
  }),
  manifest: ({ browser }) => ({
    name: '__MSG_extensionName__',
    description: '__MSG_extensionDescription__',
    default_locale: 'en',
    minimum_chrome_version: '120',
    permissions: ['storage', 'alarms', 'identity', 'scripting', 'contextMenus'],
    optional_permissions: ['notifications'],
    optional_host_permissions: ['https://*/*'],
    action: { default_title: '__MSG_extensionName__' },
    commands: {
      'new-appointment': {
        suggested_key: { default: 'Alt+Shift+A' },
        description: '__MSG_commandNewAppointment__',
      },
    },
    content_security_policy: { extension_pages: "script-src 'self'; object-src 'self'" },
    web_accessible_resources: [{ resources: ['form.html'], matches: ['https://*/*'], use_dynamic_url: true }],
    ...(key !== undefined && browser !== 'firefox' && { key }),
    ...(googleClientId !== '' && {
      oauth2: {
        client_id: googleClientId,
        scopes: [
          'https://www.googleapis.com/auth/calendar.events',
          'https://www.googleapis.com/auth/calendar.calendarlist.readonly',
          'https://www.googleapis.com/auth/calendar.freebusy',
        ],
      },
    }),
  }),
});
