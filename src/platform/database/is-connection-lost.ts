/** True for what a connection meets while a server starts, stops or dies. */
export function isConnectionLost(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return (
    /^(57P0[123]|ECONN\w+|ENOENT|EPIPE)$/.test(code ?? '') ||
    /connection (terminated|error)|not queryable/i.test(message ?? '')
  );
}
