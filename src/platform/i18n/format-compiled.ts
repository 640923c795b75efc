import formatCompiled from 'use-intl/format-message/format-only';
import { settleParticles } from './settle-particles.ts';

type Format = typeof formatCompiled;

/**
 * Stands in for use-intl's own formatter in builds (see vite.config.ts): formats a compiled message and settles Korean
 * particles. Sources that Node runs directly keep use-intl's parser; `translator.ts` settles particles there.
 */
export default function formatMessage(...args: Parameters<Format>): ReturnType<Format> {
  const text = formatCompiled(...args);
  return typeof text === 'string' ? settleParticles(text) : text;
}
formatMessage.raw = formatCompiled.raw;
