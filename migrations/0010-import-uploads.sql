-- Files that were uploaded together, such as the companies and the contacts of another help desk: each bears the id of the
-- first of them, that one too.
alter table import
  add column upload_id bigint,
  add constraint import_account_id_upload_id_fkey foreign key (account_id, upload_id) references import (account_id, id)
    on delete set null (upload_id);
create index import_of_upload on import (account_id, upload_id) where upload_id is not null;
