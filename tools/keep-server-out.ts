import { relative } from 'node:path';
import type { Plugin } from 'vite';

/** The parts of `src/platform` that a browser may load; everything else there stays on the server. */
const browserSafe = /^src\/platform\/(failure\.ts|rights\.ts|fields\/|i18n\/)/;
const serverOnly = /^(src\/(platform|main|app|api|jobs|cli|config|program)\b|migrations\/|test\/|tools\/)/;

/**
 * Fails the browser's build when server code enters it. React Router strips loaders and actions from pages together
 * with what only they import; what is left must not lead to the platform's server part or to a module of Node.
 */
export function keepServerOut(): Plugin {
  return {
    name: 'maru:keep-server-out',
    buildEnd(error) {
      if (error || this.environment.name !== 'client') return;
      const breaches = [...this.getModuleIds()].filter((id) => isServerCode(id, this.environment.config.root));
      if (breaches.length === 0) return;
      const lines = breaches.map((id) => {
        const importers = this.getModuleInfo(id)?.importers ?? [];
        return `  ${shortened(id, this.environment.config.root)} ← ${importers.map((i) => shortened(i, this.environment.config.root)).join(', ')}`;
      });
      this.error(`Server code entered the browser's build:\n${lines.join('\n')}`);
    },
  };
}

function isServerCode(id: string, root: string): boolean {
  if (id.includes('__vite-browser-external') || id.startsWith('node:')) return true;
  const path = shortened(id, root);
  return serverOnly.test(path) && !browserSafe.test(path);
}

function shortened(id: string, root: string): string {
  return id.startsWith(root) ? relative(root, id.split('?')[0]!) : id;
}
