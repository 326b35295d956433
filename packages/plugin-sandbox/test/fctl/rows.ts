/** A command of fctl that was recorded, and the line that does the same here. */
export interface Row {
  /** As the recording has it. */
  fctl: Partial<Record<2 | 3, string>>
  /** Behind the program's name; `{org}` and the like are filled in. */
  ours: string
  /** The guide's statements are run before. */
  seedFirst?: boolean
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
  {...both('fctl cloud regions list'), seedFirst: true},
  both('fctl cloud regions show {region}'),
  both('fctl cloud regions create private-one'),
  both('fctl stack list'),
  both('fctl cloud organizations history {org}'),
]
