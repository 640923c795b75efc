import { useId } from 'react';
import { useFormatter } from 'use-intl';
import css from './chart.module.css';
import { ChartFills, type Fill, FillSwatch, fillOf } from './chart-fills.tsx';
import { columnPlace, labelledColumns, mostMarks, mostPhoneMarks, roundTop } from './chart-scale.ts';

export interface ChartColumn {
  key: string;
  /** What stands below it where there is room. */
  label: string;
  /** The parts from below; each with where it begins and ends. None for a gap. */
  parts: readonly { name: string; from: number; to: number; fill: Fill }[];
  /** Said above it where columns are few. */
  mark?: string;
}

interface Props {
  title: string;
  /** What the drawing shows, in a sentence or two. */
  description: string;
  columns: readonly ChartColumn[];
  legend: readonly { name: string; fill: Fill; told?: string }[];
}

const top = 24;
const height = 200;
const lines = 4;
const whole = top + height + 24;
/** Labels that a phone has room for, and columns that are wide enough for a frame. */
const mostLabels = 4;
const mostFramed = 60;

/** Columns side by side, as wide as there is room: all in per cent, so that words keep their size on a phone. */
export function ColumnChart({ title, description, columns, legend }: Props) {
  const format = useFormatter();
  const id = useId();
  const largest = roundTop(Math.max(0, ...columns.flatMap(({ parts }) => parts.map(({ to }) => to))));
  const yOf = (value: number) => top + height - (value / largest) * height;
  const values = Array.from({ length: lines + 1 }, (_, line) => (largest / lines) * line);
  return (
    <>
      <div className={css.plot}>
        <svg width="40" height={whole} aria-hidden="true" focusable="false">
          {values.map((value) => (
            <text key={value} x="32" y={yOf(value) + 4} textAnchor="end" className={css.scale}>
              {format.number(value, { notation: 'compact' })}
            </text>
          ))}
        </svg>
        <svg
          className={css.chart}
          width="100%"
          height={whole}
          role="img"
          aria-labelledby={`${id}-title`}
          aria-describedby={`${id}-desc`}
        >
          <title id={`${id}-title`}>{title}</title>
          <desc id={`${id}-desc`}>{description}</desc>
          <ChartFills id={id} />
          {values.map((value) => (
            <line key={value} x1="0" x2="100%" y1={yOf(value)} y2={yOf(value)} className={css.line} />
          ))}
          {columns.map((column, at) => (
            <Column key={column.key} column={column} at={at} count={columns.length} yOf={yOf} fills={id} />
          ))}
        </svg>
      </div>
      <ul className={css.legend}>
        {legend.map(({ name, fill, told }) => (
          <li key={name}>
            <FillSwatch id={id} fill={fill} />
            <span>{name}</span>
            {told && <span className={css.told}>{told}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

interface ColumnProps {
  column: ChartColumn;
  at: number;
  count: number;
  yOf(value: number): number;
  fills: string;
}

function Column({ column: { parts, mark, label }, at, count, yOf, fills }: ColumnProps) {
  const { x, width, middle } = columnPlace(at, count);
  return (
    <>
      {parts.map(
        ({ name, from, to, fill }) =>
          to > from && (
            <rect
              key={name}
              x={`${x}%`}
              width={`${width}%`}
              y={yOf(to)}
              height={yOf(from) - yOf(to)}
              fill={fillOf(fills, fill)}
              className={count > mostFramed ? css.bare : css.shape}
            />
          ),
      )}
      {/* Columns without a frame of their own still end somewhere. */}
      {count > mostFramed &&
        parts.map(
          ({ name, from, to }) =>
            to > from && (
              <rect key={name} x={`${x}%`} width={`${width}%`} y={yOf(to)} height="1" className={css.edge} />
            ),
        )}
      {mark && count <= mostMarks && (
        <text
          x={`${middle}%`}
          y={yOf(Math.max(...parts.map(({ to }) => to))) - 5}
          textAnchor="middle"
          className={css.mark}
          data-crowded={count > mostPhoneMarks ? '' : undefined}
        >
          {mark}
        </text>
      )}
      {labelledColumns(count, mostLabels).has(at) && (
        <text {...labelPlace(middle)} y={top + height + 18} className={css.scale}>
          {label}
        </text>
      )}
    </>
  );
}

/** Below its column, but not over an end of the drawing. */
function labelPlace(middle: number): { x: string; textAnchor: 'start' | 'middle' | 'end' } {
  if (middle > 95) return { x: '100%', textAnchor: 'end' };
  return middle < 5 ? { x: '0', textAnchor: 'start' } : { x: `${middle}%`, textAnchor: 'middle' };
}
