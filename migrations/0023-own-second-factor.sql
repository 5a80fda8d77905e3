-- Has the signed-in person no second factor at all? Passkeys are behind the door, where the desk does not look: it is
-- told this one thing, about whoever asks and nobody else. Accounts of a demonstration need none.
create function lacks_second_factor() returns boolean
stable security definer set search_path = public language sql as
$$
  select exists (select from accounts a
    where a.id = viewer_account() and not a.two_factor_enabled and not a.demonstration
      and not exists (select from passkeys p where p.account_id = a.id))
$$;
revoke execute on function lacks_second_factor() from public;
grant execute on function lacks_second_factor() to setu_desk;
