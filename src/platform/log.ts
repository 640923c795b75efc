import { pino } from 'pino';

/** Structured log lines, one JSON object each. Never give it a password, a token, a cookie or a mail's text. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(fields: object): Log;
}

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** The program's log on standard output (standard error for the command line, whose output is its answer). JSON escapes what could forge a line. */
export function createLog(level: LogLevel, to: 'stdout' | 'stderr' = 'stdout'): Log {
  return pino(
    {
      level,
      base: {},
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: whatBroke },
      redact: ['*.password', '*.token', '*.cookie', 'password', 'token', 'cookie'],
    },
    pino.destination({ dest: to === 'stdout' ? 1 : 2, sync: true }),
  );
}

/** Of an error only what says where it broke: PostgreSQL's `detail` and `where` repeat rows of customers. */
function whatBroke(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code } = error as { code?: unknown };
  return { type: error.name, message: error.message, stack: error.stack, ...(code !== undefined && { code }) };
}
