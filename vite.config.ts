import { reactRouter } from '@react-router/dev/vite';
import { defineConfig } from 'vite';
import { compileMessages } from './tools/compile-messages.ts';
import { keepServerOut } from './tools/keep-server-out.ts';

const formatter = `${import.meta.dirname}/src/platform/i18n/format-compiled.ts`;

export default defineConfig({
  plugins: [compileMessages(), reactRouter(), keepServerOut()],
  // Messages arrive compiled, so the formatter without a parser is enough; ours also settles Korean particles.
  resolve: { alias: [{ find: /^use-intl\/format-message$/, replacement: formatter }] },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    cssTarget: ['chrome125', 'firefox128', 'safari18'],
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
  },
  environments: { ssr: { build: { cssCodeSplit: true, rolldownOptions: { input: './src/program.ts' } } } },
  ssr: { noExternal: ['use-intl', 'icu-minify'] },
});
