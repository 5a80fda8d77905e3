-- files: what was uploaded for a piece of evidence, by the hash of its content, and redacted copies beside originals.

-- Evidence may belong to a body: then whoever runs that body keeps it, and a visibility "body" has a meaning.
alter table evidence add column body_id bigint references bodies;
create index evidence_body on evidence (body_id) where body_id is not null;
call give_reach('evidence', 'body_id', '{}', array['evidence_links', 'evidence_id', 'files', 'evidence_id'],
  kept_by_body => true);

create table files (
  evidence_id bigint not null references evidence,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size > 0),
  media_type text not null check (media_type ~ '^[a-z]+/[a-z0-9.+-]+$'),
  -- Cleaned: no folders, no control or direction characters, ends in what the content is.
  name text not null check (length(name) between 1 and 200 and name !~ '[/\\[:cntrl:]]'),
  uploaded_by text references accounts,
  uploader text not null,
  -- none: no scanner is set up. waiting: in quarantine until a scanner has looked. Only none and clean are ever sent.
  scan text not null check (scan in ('none', 'waiting', 'clean', 'infected')),
  scanned_at timestamptz,
  finding text,
  -- When the stored content was found to be no longer what was uploaded.
  spoiled_at timestamptz,
  redacts_id bigint,
  redaction_reason translated,
  check ((redacts_id is null) = (redaction_reason is null))
);
call make_record_table('files', '', array['evidence', 'evidence_id'], kept_by_body => true);
alter table files add foreign key (redacts_id) references files;
-- The same content once for a piece of evidence, also when two send it at the same moment.
create unique index files_content on files (evidence_id, hash);
create index files_hash on files (hash);
create index files_redacts on files (redacts_id) where redacts_id is not null;

-- Whatever else is said about a file later, it stays the same content of the same evidence.
create function keep_content() returns trigger language plpgsql as $$
begin
  if (new.evidence_id, new.hash, new.size, new.media_type, new.redacts_id, new.uploaded_by)
    is distinct from (old.evidence_id, old.hash, old.size, old.media_type, old.redacts_id, old.uploaded_by) then
    raise exception 'the content of a file never changes' using errcode = 'check_violation', constraint = 'files_stay';
  end if;
  return new;
end $$;
create trigger stay before update on files for each row execute function keep_content();

-- Who uploaded is the one who asks; a redacted copy is of a file of the same evidence that the maker may see.
create function check_upload() returns trigger language plpgsql as $$
begin
  if new.uploaded_by is distinct from nullif((select public.viewer_account()), '') then
    raise exception 'a file is uploaded by whoever asks' using errcode = 'check_violation', constraint = 'files_uploader';
  end if;
  if new.redacts_id is not null and not exists (select from public.files f
    where f.id = new.redacts_id and f.evidence_id = new.evidence_id and f.hash <> new.hash) then
    raise exception 'a redacted copy is of another file of the same evidence'
      using errcode = 'check_violation', constraint = 'files_redacts';
  end if;
  return new;
end $$;
create trigger upload before insert on files for each row execute function check_upload();
