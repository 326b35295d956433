/**
 * What is known of Membership's tables, column by column. Membership is closed source; `known` are the columns that
 * Formance's deployment guide names in its SQL (formancehq/docs docs/deployment/cloudprem2/cloudprem.mdx, and
 * formancehq/helm charts/cloudprem/README.md.gotmpl), everything else is inferred from the fields of its REST API
 * (formancehq/fctl openapi/membership.yaml), names included. Inferred columns have defaults or may be null.
 */
export const COLUMNS: Record<string, {known: string[]; inferred: string[]}> = {
  users: {known: ['id'], inferred: ['email', 'role', 'created_at', 'updated_at']},
  organizations: {
    known: ['id', 'owner_id'],
    inferred: [
      ...['name', 'domain', 'created_at', 'updated_at'],
      // roles, Membership 1.x
      ...['default_organization_access', 'default_stack_access'],
      // policies, Membership 2.x
      'default_policy_id',
    ],
  },
  regions: {
    known: ['id', 'base_url', 'name', 'creator_id', 'created_at', 'production', 'active'],
    // organization_id null is what the API calls public
    inferred: ['organization_id', 'capabilities', 'version', 'last_ping', 'secret_last_digits', 'secret_hash'],
  },
  stacks: {
    known: [
      ...['name', 'organization_id', 'id', 'region_id', 'created_at', 'updated_at', 'stargate_enabled', 'client_secret'],
      ...['state', 'status', 'expected_status'],
    ],
    inferred: ['version', 'metadata', 'audit_enabled', 'disabled_at', 'deleted_at'],
  },
  organization_users: {
    known: [],
    inferred: ['organization_id', 'user_id', 'role', 'stack_role', 'policy_id', 'created_at'],
  },
  invitations: {
    known: [],
    inferred: [
      ...['id', 'organization_id', 'user_email', 'role', 'policy_id', 'status', 'creator_id', 'user_id'],
      ...['created_at', 'updated_at'],
    ],
  },
  policies: {
    known: [],
    inferred: ['id', 'organization_id', 'name', 'description', 'protected', 'created_at', 'updated_at'],
  },
  scopes: {known: [], inferred: ['id', 'label', 'description', 'created_at', 'updated_at', 'application_id']},
  policy_scopes: {known: [], inferred: ['policy_id', 'scope_id']},
  logs: {known: [], inferred: ['seq', 'organization_id', 'user_id', 'action', 'date', 'data']},
  organization_features: {known: [], inferred: ['organization_id', 'name', 'created_at']},
  organization_clients: {
    known: [],
    inferred: [
      ...['id', 'organization_id', 'name', 'description', 'secret_last_digits', 'secret_hash'],
      ...['created_at', 'updated_at'],
    ],
  },
  authentication_providers: {
    known: [],
    inferred: ['organization_id', 'type', 'name', 'client_id', 'client_secret', 'config', 'created_at', 'updated_at'],
  },
  stack_users: {known: [], inferred: ['organization_id', 'stack_id', 'user_id', 'role', 'policy_id']},
  stack_modules: {known: [], inferred: ['organization_id', 'stack_id', 'name', 'state', 'status', 'updated_at']},
  applications: {known: [], inferred: ['id', 'name', 'description', 'url', 'alias', 'created_at', 'updated_at']},
  organization_applications: {known: [], inferred: ['organization_id', 'application_id', 'created_at']},
}
