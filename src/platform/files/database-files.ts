import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { Files, StoredFile } from './files.ts';
import { inPieces } from './in-pieces.ts';
import { plainFileName } from './plain-file-name.ts';

const pieceBytes = 1024 * 1024;

/**
 * Files in PostgreSQL, in pieces of 1 MB. Each piece is written and read in a transaction of its own unless one is
 * running, so that a slow sender or reader holds no connection. While it is being written a file has no size and nobody
 * can read it; one whose writer died stays like that until `deleteUnfinishedFiles`.
 */
export const databaseFiles: Files = {
  async write(ctx, { name, content_type, limit_bytes }, bytes) {
    const id = await begin(ctx, name, content_type);
    try {
      let size_bytes = 0;
      let position = 0;
      for await (const piece of inPieces(bytes, pieceBytes)) {
        size_bytes += piece.length;
        if (size_bytes > limit_bytes) throw tooLarge(limit_bytes);
        await writePiece(ctx, { id, position: position++, bytes: piece });
      }
      return await finish(ctx, id, size_bytes);
    } catch (error) {
      // Inside a transaction the roll-back takes it away.
      if (!ctx.db.client) await removeRest(ctx, id);
      throw error;
    }
  },

  async *read(ctx, id) {
    await findWhole(ctx, id);
    for (let position = 0; ; position++) {
      const piece = await readPiece(ctx, id, position);
      if (!piece) return;
      yield piece;
    }
  },

  async copyTo(ctx, id, path) {
    const file = await findWhole(ctx, id);
    await pipeline(databaseFiles.read(ctx, id), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    return file;
  },

  async delete(ctx, id) {
    await inTransaction(ctx, ({ db }) => db.deleteFrom('stored_file').where('id', '=', id).execute());
  },
};

/** What stopped the writing is what the caller must hear of, not that cleaning up failed too. */
async function removeRest(ctx: Context, id: number): Promise<void> {
  await databaseFiles.delete(ctx, id).catch((error: Error) => {
    ctx.log.warn({ file_id: id, reason: error.message }, 'an unfinished file stays behind for now');
  });
}

function begin(ctx: Context, name: string, content_type: string): Promise<number> {
  return inTransaction(ctx, async ({ db, caller, clock }) => {
    const { id } = await db
      .insertInto('stored_file')
      .values({
        account_id: caller.account_id,
        name: plainFileName(name),
        content_type,
        size_bytes: null,
        created_at: clock.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  });
}

async function writePiece(ctx: Context, piece: { id: number; position: number; bytes: Buffer }): Promise<void> {
  const { id, position, bytes } = piece;
  await inTransaction(ctx, ({ db, caller }) =>
    db
      .insertInto('stored_file_chunk')
      .values({ account_id: caller.account_id, file_id: id, position, bytes })
      .execute(),
  );
}

function finish(ctx: Context, id: number, size_bytes: number): Promise<StoredFile> {
  return inTransaction(ctx, async ({ db }) => {
    const file = await db
      .updateTable('stored_file')
      .set({ size_bytes })
      .where('id', '=', id)
      .returning(['id', 'name', 'content_type'])
      .executeTakeFirstOrThrow();
    return { ...file, size_bytes };
  });
}

function findWhole(ctx: Context, id: number): Promise<StoredFile> {
  return inTransaction(ctx, async ({ db }) => {
    const file = await db
      .selectFrom('stored_file')
      .select(['id', 'name', 'content_type', 'size_bytes'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!file || file.size_bytes === null) throw new Failure('not_found', 'platform.not_found');
    return { ...file, size_bytes: file.size_bytes };
  });
}

function readPiece(ctx: Context, id: number, position: number): Promise<Buffer | undefined> {
  return inTransaction(ctx, async ({ db }) => {
    const piece = await db
      .selectFrom('stored_file_chunk')
      .select('bytes')
      .where('file_id', '=', id)
      .where('position', '=', position)
      .executeTakeFirst();
    return piece?.bytes;
  });
}

function tooLarge(limit_bytes: number): Failure {
  return new Failure('invalid', 'platform.body_too_large', { values: { limit_bytes } });
}
