import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { THEME_SCRIPT } from './src/design/theme-script.ts';

/** Puts the theme script and the font's preload into the document's head. */
const head = (): Plugin => ({
  name: 'millrace-head',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle }) => {
      const font = Object.keys(bundle ?? {}).find((file) => /inter-latin-wght-normal.*\.woff2$/.test(file));
      const preload =
        font === undefined
          ? ''
          : `<link rel="preload" href="./${font}" as="font" type="font/woff2" crossorigin />`;
      return html.replace('<!--theme-->', `<script>${THEME_SCRIPT}</script>${preload}`);
    },
  },
});

/** Asset addresses are relative: the server rewrites `<base href>` when the UI lives below a prefix. */
export default defineConfig({
  base: './',
  plugins: [react(), tailwindcss(), head()],
  resolve: { conditions: ['millrace-source', 'module', 'browser', 'development|production'] },
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 600 },
  server: {
    proxy: Object.fromEntries(
      ['/trpc', '/bytes'].map((path) => [path, process.env['MILLRACE_URL'] ?? 'http://127.0.0.1:5000']),
    ),
  },
});
