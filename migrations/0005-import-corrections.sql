-- Cells that somebody has put right before the run, in place of those of the file.

create table import_correction (
  account_id bigint not null,
  import_id bigint not null,
  row_number integer not null,
  -- All cells of the row, in the order of the file.
  cells jsonb not null,
  corrected_at timestamptz not null,
  primary key (account_id, import_id, row_number),
  foreign key (account_id, import_id) references import (account_id, id) on delete cascade
);
select maru_isolate('import_correction');
