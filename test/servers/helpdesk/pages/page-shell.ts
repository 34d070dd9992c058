/** What the helpdesk's server sends for every address; the rest is drawn by the application. */
export function pageShell(language: 'en' | 'de'): string {
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Acme Helpdesk</title>
    <link rel="icon" href="/page-assets/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/page-assets/app.css">
    <script type="module" src="/page-assets/app.js"></script>
  </head>
  <body>
    <div id="root"></div>
  </body>
</html>
`;
}
