import type { Context } from '#platform/context.ts';

/** A stored file without its bytes. */
export interface StoredFile {
  id: number;
  name: string;
  content_type: string;
  size_bytes: number;
}

/** Where uploaded and made files lie: in PostgreSQL, in pieces of 1 MB, so that any process can read them and a backup has them. */
export interface Files {
  /** Stores a stream whole or not at all. Joins the running transaction. `limit_bytes` refuses with `platform.body_too_large`. */
  write(
    ctx: Context,
    file: { name: string; content_type: string; limit_bytes: number },
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<StoredFile>;
  /** The file's bytes in order; not_found for an id that is not the account's. */
  read(ctx: Context, id: number): AsyncIterable<Uint8Array>;
  /** Copies it to a path of this machine, for readers that need one. */
  copyTo(ctx: Context, id: number, path: string): Promise<StoredFile>;
  delete(ctx: Context, id: number): Promise<void>;
}
