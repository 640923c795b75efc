import { reactRouter } from '@react-router/dev/vite';
import { defineConfig } from 'vite';
import { compileMessages } from './tools/compile-messages.ts';
import { keepServerOut } from './tools/keep-server-out.ts';

const formatter = `${import.meta.dirname}/src/platform/i18n/format-compiled.ts`;
/** `locales/ko.ts` becomes a file that the server can find by its name. */
const isLanguage = /\/locales\/([a-z]+)\.ts$/;
/** `locales/ko/imports.json` likewise: the words of a few pages. */
const isWords = /\/locales\/([a-z]+)\/([a-z-]+)\.json\?words$/;
const kit = /node_modules\/(use-intl|icu-minify|@formatjs)\/|src\/(ui|platform\/i18n)\//;
/** Parts of the kit that a few pages need: they come with those, and no other page waits for them. */
const ofFewPages =
  /src\/ui\/(cell-input|cell-select|copy-button|density-switch|drop-zone|progress-bar|radio-group|seen-values|selection-bar|stat-row|upload-file|use-reload|use-selection)\./;

export default defineConfig({
  plugins: [compileMessages(), reactRouter(), keepServerOut()],
  // Messages arrive compiled, so the formatter without a parser is enough; ours also settles Korean particles.
  resolve: { alias: [{ find: /^use-intl\/format-message$/, replacement: formatter }] },
  build: {
    target: 'es2023',
    // Browsers of 2024: colours for light and dark stay as they are written.
    cssTarget: ['chrome125', 'firefox128', 'safari18'],
    // One style sheet, kept for a year, instead of a dozen small ones per page.
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            chunkFileNames: ({ facadeModuleId }) => {
              const language = isLanguage.exec(facadeModuleId ?? '')?.[1];
              const [, wordsLanguage, words] = isWords.exec(facadeModuleId ?? '') ?? [];
              if (words) return `assets/words-${words.replaceAll('-', '_')}-${wordsLanguage}-[hash].js`;
              return language ? `assets/messages-${language}-[hash].js` : 'assets/[name]-[hash].js';
            },
            // Three files that every console page shares, instead of two dozen small ones.
            codeSplitting: {
              groups: [
                { name: 'react', test: /node_modules\/(react|react-dom|react-router|scheduler|cookie-es)\// },
                { name: 'kit', test: (id) => kit.test(id) && !ofFewPages.test(id) },
              ],
            },
          },
        },
      },
    },
    ssr: { build: { cssCodeSplit: true, rolldownOptions: { input: './src/program.ts' } } },
  },
  // React decides between its slow, talkative self and the real one when it is built, not by an environment variable.
  define: { 'process.env.NODE_ENV': '"production"' },
  ssr: { noExternal: [/^(react|react-dom|react-router|@react-router\/node|scheduler|use-intl|icu-minify)(\/|$)/] },
});
