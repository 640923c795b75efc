import { Icon } from '#ui/icon.tsx';
import type { ProviderKind } from './sign-in-provider.ts';

/** The sign by which a provider's users know it, drawn on a grid of 18; a plain key for those whose sign we may not draw. */
export function ProviderMark({ kind }: { kind: ProviderKind }) {
  const draw = marks[kind];
  if (!draw) return <Icon name="key" size={18} />;
  return (
    <svg viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">
      {draw()}
    </svg>
  );
}

const marks: Partial<Record<ProviderKind, () => React.ReactNode>> = {
  google: () => (
    <g fill="none" strokeWidth="3.2">
      <path stroke="#ea4335" d="M3.2 5.7A6.7 6.7 0 0 1 13.9 4.4" />
      <path stroke="#fbbc05" d="M3.2 12.3a6.7 6.7 0 0 1 0-6.6" />
      <path stroke="#34a853" d="M13.3 14.1A6.7 6.7 0 0 1 3.2 12.3" />
      <path stroke="#4285f4" d="M9 9h6.7a6.7 6.7 0 0 1-2.4 5.1" />
    </g>
  ),
  microsoft: () => (
    <>
      <path fill="#f25022" d="M1 1h7.5v7.5H1z" />
      <path fill="#7fba00" d="M9.5 1H17v7.5H9.5z" />
      <path fill="#00a4ef" d="M1 9.5h7.5V17H1z" />
      <path fill="#ffb900" d="M9.5 9.5H17V17H9.5z" />
    </>
  ),
  naver: () => (
    <>
      <rect width="18" height="18" rx="3" fill="#03c75a" />
      <path fill="#fff" d="M5 4.5h2.9l2.3 3.9V4.5H13v9h-2.9L7.8 9.6v3.9H5z" />
    </>
  ),
  kakao: () => (
    <path
      fill="#191919"
      d="M9 2C4.9 2 1.5 4.6 1.5 7.9c0 2.1 1.4 3.9 3.5 5l-.7 2.7c-.1.3.2.5.4.3l3.2-2.1c.4 0 .7.1 1.1.1 4.1 0 7.5-2.7 7.5-6S13.1 2 9 2Z"
    />
  ),
  facebook: () => (
    <>
      <circle cx="9" cy="9" r="9" fill="#0866ff" />
      <path
        fill="#fff"
        d="M7.6 18V11.5H5.6V8.8h2V7.5c0-2.4 1.2-3.6 3.4-3.6.7 0 1.2.1 1.5.2v2.3h-1c-.9 0-1.3.4-1.3 1.3v1.1h2.2l-.4 2.7h-1.8V18z"
      />
    </>
  ),
};
