/** A command of fctl that was recorded, and the line that does the same here. */
export interface Row {
  /** As the recording has it. */
  fctl: Partial<Record<2 | 3, string>>
  /** Behind the program's name; `{org}` and the like are filled in. */
  ours: string
  /** Which of several recordings of the same command. */
  note?: string
  /**
   * What is made so before: the guide's statements are run; the stored access token of the login, or of the organization, has
   * ended; the refresh token of the organization is one that the server does not know.
   */
  given?: 'seeded' | 'login ended' | 'organization ended' | 'organization unknown'
}

const both = (fctl: string, ours = fctl.replace(/^fctl /, '').replace('--confirm', '--yes')): Row => ({
  fctl: {2: fctl, 3: fctl},
  ours,
})

/** In the order in which they are run. */
export const ROWS: Row[] = [
  {...both('fctl --profile demo login --membership-uri URI'), ours: 'login'},
  both('fctl cloud me info'),
  both('fctl cloud organizations list'),
  {
    fctl: {2: 'fctl cloud organizations describe {org} --expand', 3: 'fctl cloud organizations describe {org}'},
    ours: 'cloud organizations describe {org}',
  },
  {
    fctl: {
      2: 'fctl cloud organizations update {org} --default-stack-role=GUEST --default-organization-role=GUEST --domain=example.com --confirm',
    },
    ours: 'cloud organizations update {org} --default-stack-role=GUEST --default-organization-role=GUEST --domain=example.com --confirm',
  },
  {
    fctl: {3: 'fctl cloud organizations update {org} --default-policy-id=3 --domain=example.com --confirm'},
    ours: 'cloud organizations update {org} --default-policy-id=3 --domain=example.com --confirm',
  },
  both('fctl cloud organizations update {org} --name renamed --confirm'),
  both('fctl cloud organizations users list --organization {org}'),
  both('fctl cloud organizations invitations send bob@example.net --confirm --organization {org}'),
  both('fctl cloud organizations invitations list --organization {org}'),
  both('fctl cloud organizations invitations delete {invitation} --confirm --organization {org}'),
  {
    fctl: {3: 'fctl cloud organizations policies list --organization {org}'},
    ours: 'cloud organizations policies list --organization {org}',
  },
  {
    fctl: {3: 'fctl cloud organizations policies show 2 --organization {org}'},
    ours: 'cloud organizations policies show 2 --organization {org}',
  },
  {...both('fctl cloud regions list'), note: 'after db seed', given: 'seeded'},
  both('fctl cloud regions show {region}'),
  both('fctl cloud regions create private-one'),
  both('fctl stack list'),
  both('fctl stack show demo'),
  {
    fctl: {
      2: 'fctl stack create second --region {region} --version v3.2 --no-wait --unprotect',
      3: 'fctl stack create second --region {region} --version v3.2 --no-wait',
    },
    ours: 'stack create second --region {region} --version v3.2 --no-wait',
  },
  both('fctl stack list --all'),
  both('fctl stack delete {stack} --confirm', 'stack delete {stack} --confirm second'),
  both('fctl cloud organizations history {org}'),
  {
    fctl: {
      2: 'fctl cloud organizations create second-org --domain two.example --confirm --default-stack-role GUEST --default-organization-role GUEST',
    },
    ours: 'cloud organizations create second-org --domain two.example --yes --default-stack-role GUEST --default-organization-role GUEST',
  },
  {
    fctl: {3: 'fctl cloud organizations create second-org --domain two.example --confirm'},
    ours: 'cloud organizations create second-org --domain two.example --yes',
  },
  {
    ...both('fctl cloud regions list --organization {secondOrg}'),
    note: 'second organization',
  },
  both(
    'fctl -p demo cloud organizations delete {secondOrg} --confirm',
    'cloud organizations delete {secondOrg} --confirm second-org',
  ),
  {
    ...both('fctl cloud organizations list', 'cloud organizations list --output csv'),
    note: 'access token expired: refresh',
    given: 'login ended',
  },
  {
    fctl: {3: 'fctl cloud organizations describe {org}'},
    ours: 'cloud organizations describe {org} --json',
    note: 'organization token expired: refresh',
    given: 'organization ended',
  },
  {
    fctl: {3: 'fctl cloud organizations describe {org}'},
    ours: 'cloud organizations describe {org} --debug',
    note: 'organization refresh token unknown: new flow by the hint',
    given: 'organization unknown',
  },
]
