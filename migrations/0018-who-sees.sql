-- What a record belongs to, nearest first: the records that narrow how far it reaches. The one source is the trigger
-- that does the narrowing (set_reach), so this answer cannot differ from it. Runs as the viewer.
create function belongings(of_kind text, of_ref text) returns table (kind text, ref reference) stable language plpgsql as $$
declare
  told text[];
  place int;
  found record;
begin
  select array_remove(string_to_array(encode(t.tgargs, 'escape'), '\000'), null) into told
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where t.tgname = 'reach' and c.relname = of_kind and c.relnamespace = 'public'::regnamespace;
  for place in 2 .. coalesce(array_length(told, 1), 0) - 1 by 2 loop
    if told[place] = '@named' then continue; end if;
    execute format('select p.ref from %I c join %I p on p.id = c.%I where c.ref = $1',
      of_kind, told[place], told[place + 1]) into found using of_ref;
    if found.ref is not null then
      kind := told[place];
      ref := found.ref;
      return next;
    end if;
  end loop;
end $$;
grant execute on function belongings(text, text) to setu_desk;
