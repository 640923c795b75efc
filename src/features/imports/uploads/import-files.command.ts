import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { answer, waitFor } from '#features/imports/answer-import.ts';
import { createImport } from '#features/imports/create-import.ts';
import { findImport } from '#features/imports/find-import.ts';
import { updateMapping } from '#features/imports/mapping/update-mapping.ts';
import { refuseUnreadable } from '#features/imports/refuse-unreadable.ts';
import { startImport } from '#features/imports/start-import.ts';
import type { Command } from '#platform/command.ts';
import { Failure } from '#platform/failure.ts';
import { findUpload } from './find-upload.ts';

/** `maru import files FILE FILE …`: exports of another help desk, each of which tells what it holds; companies go first. */
export const importFilesCommand: Command = {
  name: 'import files',
  synopsis: 'FILE FILE … [--create-companies] [--create-fields] [--json]',
  help: 'imports.commands.files',
  options: {
    'create-companies': { type: 'boolean' },
    'create-fields': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run(ctx, { words, options }, terminal) {
    if (words.length < 2) throw new Failure('invalid', 'imports.no_files');
    for (const path of words) await refuseUnreadable(path);
    let first: number | undefined;
    for (const path of words) {
      const beside = first === undefined ? {} : { beside: first };
      const bytes = createReadStream(path);
      const { id } = await createImport(ctx, { name: basename(path), bytes, tells_record: true, ...beside });
      first ??= id;
    }
    for (const { id } of await findUpload(ctx, { id: first! })) {
      const { columns, file_name } = await findImport(ctx, { id });
      await updateMapping(ctx, {
        id,
        columns,
        can_create_companies: options['create-companies'] === true,
        creates_fields: options['create-fields'] === true,
      });
      await startImport(ctx, { id });
      const found = await waitFor(ctx, id, terminal);
      if (options.json !== true) terminal.answer(file_name);
      answer(ctx, found, terminal, { alike_companies: null, isCheck: false, isJson: options.json === true });
    }
  },
};
