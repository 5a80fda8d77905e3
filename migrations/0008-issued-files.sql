-- The printed file of an issued document, by the hash of its content, once a job has made it.
alter table issued_documents add column pdf_hash text check (pdf_hash ~ '^[0-9a-f]{64}$');
