import { createHash } from 'node:crypto';
import { pagePolicy } from '../http/security-headers.ts';

export interface UiPage {
  readonly html: string;
  /** Lets exactly this page's inline scripts run. */
  readonly policy: string;
}

const INLINE_SCRIPT = /<script>([^]*?)<\/script>/g;

/** Points the page's `<base>` below the prefix; its addresses are relative to that. */
export const toUiPage = (html: string, prefix: string): UiPage => ({
  html: html.replace(/<base href="[^"]*"/, `<base href="${prefix}/"`),
  policy: pagePolicy(
    [...html.matchAll(INLINE_SCRIPT)].map(([, script = '']) =>
      createHash('sha256').update(script).digest('base64'),
    ),
  ),
});

/** What stands in for a UI that is not there: the API works without it. */
export const MISSING_UI = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<base href="/">
<title>Millrace</title>
<h1>Millrace is running</h1>
<p>Its pages are not built. In a checkout, run <code>npm run build</code> and load this page again.</p>
<p>The REST API, the Python client and the command line work without them.</p>
</html>
`;
