/**
 * Whether a statement failed because its connection ended: the server was stopped, fell over or was never reached. Nothing
 * is wrong with the statement, and another connection may be had soon.
 */
export function isConnectionLost(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  // 57P01–57P05: the server ends sessions or can't take one yet; class 08: the connection itself.
  return (
    /^(57P0\d|08\w{3}|ECONN\w+|EPIPE|ETIMEDOUT|ENOENT)$/.test(code) ||
    /^Connection terminated|connection error/.test(message)
  );
}
