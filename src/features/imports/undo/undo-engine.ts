import { judgeChangedCompanies } from '#features/imports/company-rows/judge-changed-companies.ts';
import { judgeCreatedCompanies } from '#features/imports/company-rows/judge-created-companies.ts';
import { putBackCompanies } from '#features/imports/company-rows/put-back-companies.ts';
import { removeCreatedCompanies } from '#features/imports/company-rows/remove-created-companies.ts';
import type { ImportedRecord } from '#features/imports/import.ts';
import { judgeChanged } from './judge-changed.ts';
import { judgeCreated } from './judge-created.ts';
import { putBack } from './put-back.ts';
import { removeCreated } from './remove-created.ts';
import type { RunStretch, UndoWork } from './undo-work.ts';

/** What an undo does differently for contacts and for companies, stretch by stretch, in the tables of `undo-work.ts`. */
export interface UndoEngine {
  /** Whether all that the import created is judged and removed together, since one keeps another. */
  isCreatedAtOnce: boolean;
  judgeCreated(work: UndoWork, stretch: RunStretch): Promise<void>;
  /** Gives how many went. */
  removeCreated(work: UndoWork): Promise<number>;
  judgeChanged(work: UndoWork, stretch: RunStretch): Promise<void>;
  /** Gives of how many something went back. */
  putBack(work: UndoWork): Promise<number>;
}

const engines: Record<ImportedRecord, UndoEngine> = {
  contact: { isCreatedAtOnce: false, judgeCreated, removeCreated, judgeChanged, putBack },
  company: {
    isCreatedAtOnce: true,
    judgeCreated: judgeCreatedCompanies,
    removeCreated: removeCreatedCompanies,
    judgeChanged: judgeChangedCompanies,
    putBack: putBackCompanies,
  },
};

/** What undoes an import of records of a kind. */
export function undoEngineOf({ record }: { record: ImportedRecord }): UndoEngine {
  return engines[record];
}
