/**
 * The two statements of the deployment guide, unchanged (formancehq/helm charts/cloudprem/README.md.gotmpl; the same in
 * formancehq/docs docs/deployment/cloudprem2/cloudprem.mdx with stack `demo`), BASE_URL filled in.
 */
export const GUIDE_SQL = `
insert into membership."regions" (id, base_url, name, creator_id, created_at, production, active) values (
    gen_random_uuid(),
    'https://formance.example',
    'default',
    (select id from membership."users" where id = (
        select owner_id from membership."organizations" limit 1
    )),
    now(),
    true,
    true
);
insert into membership."stacks" (name, organization_id, id, region_id, created_at, updated_at, stargate_enabled, client_secret, state, status, expected_status) values (
    'default',
     (select id from membership."organizations" limit 1),
     'demo', -- update if needed, this is your stack id
     (select id from membership."regions" limit 1),
     now(),
     now(),
     false,
     gen_random_uuid(),
     'ACTIVE',
     'READY',
     'READY'
);
`
