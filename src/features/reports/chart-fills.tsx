import css from './chart.module.css';

/** What parts of a chart are filled with: told apart by what is drawn in them, whatever the colour. */
export type Fill = 'plain' | 'dots' | 'hatch' | 'cross' | 'lines' | 'solid';

/** The fills of one drawing; `fillOf` names them. */
export function ChartFills({ id }: { id: string }) {
  const pattern = (fill: Fill) => ({ id: `${id}-${fill}`, width: 8, height: 8, patternUnits: 'userSpaceOnUse' });
  return (
    <defs>
      <pattern {...pattern('dots')}>
        <rect width="8" height="8" className={css.ground} />
        <circle cx="2" cy="2" r="1" className={css.dot} />
        <circle cx="6" cy="6" r="1" className={css.dot} />
      </pattern>
      <pattern {...pattern('hatch')} patternTransform="rotate(45)">
        <rect width="8" height="8" className={css.accentGround} />
        <rect width="3" height="8" className={css.accentMark} />
      </pattern>
      <pattern {...pattern('cross')}>
        <rect width="8" height="8" className={css.dangerGround} />
        <path d="M0 0 8 8M8 0 0 8" className={css.dangerLine} />
      </pattern>
      <pattern {...pattern('lines')}>
        <rect width="8" height="8" className={css.ground} />
        <rect width="8" height="3" className={css.dot} />
      </pattern>
    </defs>
  );
}

/** The `fill` of a shape. */
export function fillOf(id: string, fill: Fill): string {
  return fill === 'plain' || fill === 'solid' ? `var(--chart-${fill})` : `url(#${id}-${fill})`;
}

/** A small square of a fill, for a legend. */
export function FillSwatch({ id, fill }: { id: string; fill: Fill }) {
  return (
    <svg width="16" height="16" aria-hidden="true" focusable="false">
      <rect x="0.5" y="0.5" width="15" height="15" rx="3" fill={fillOf(id, fill)} className={css.shape} />
    </svg>
  );
}
