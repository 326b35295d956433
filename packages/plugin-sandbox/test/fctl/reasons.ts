/** What differs, as `differences` writes it, and why that is wanted. */
const REASONS: [RegExp, string][] = [
  [/ header\.user-agent: /, 'cloudprem says who it is'],
  [
    / header\.accept: absent → application\/json$/,
    'fctl lets its OAuth library say nothing of what it takes; ours asks for JSON',
  ],
  [
    /^GET \/api\/_info: only ours$/,
    'the generation is found out, where fctl has one program for each; once, then the profile knows it',
  ],
  [/^GET \/api\/_info: only fctl$/, 'fctl asks for the address of the console after a list; the list has no such column here'],
  [
    /^GET \/api\/\.well-known\/openid-configuration: only fctl$/,
    'whoami asks Membership, not userinfo, and needs no discovery; nor does a stack, which is not spoken to itself',
  ],
  [
    /^POST \/api\/oauth\/token: only fctl$/,
    'fctl 2.x gets a token of the stack to ask it for its versions; here Membership is asked alone',
  ],
  [/^GET \/api\/userinfo: only fctl$/, 'whoami shows what the ID token said at the login, and the organizations as they are now'],
  [
    /^GET \/api\/keys: only fctl$/,
    'the ID token comes from the token endpoint itself (OpenID Connect Core 3.1.3.7, 6): its signature need not be checked',
  ],
  [
    /^GET \/api\/organizations: only ours$/,
    'a login and whoami show the organizations; elsewhere one that is not visible is told before anything is asked for it',
  ],
  [
    /^GET \/api\/organizations: only fctl$/,
    'the organization is known of the login, where there is only one: it is asked for alone',
  ],
  [/^GET \/api\/organizations\/\{org\} query\.expand: (absent|false) → true$/, 'describe and update show owner and counts'],
  [
    /^GET \/api\/organizations\/\{(org|secondOrg)\}: only ours$/,
    'one that is not visible is told before anything is asked for it; an update is read back, since Membership may drop a field; ' +
      'what is deleted is named by its name',
  ],
  [/^GET \/api\/organizations\/\{org\}\/policies: only ours$/, 'a policy is shown by its name, and taken by it'],
  [/^GET \/api\/organizations\/\{org\}\/regions: only ours$/, 'a region may be named by its name'],
  [/^GET \/api\/organizations\/\{org\}\/stacks query\.deleted: false → absent$/, 'deprecated in both documents'],
  [/^GET \/api\/organizations\/\{org\}\/stacks: only ours$/, 'a stack may be named by its name'],
  [/^GET \/api\/organizations\/\{org\}\/stacks\/\{stack\}: only fctl$/, 'its name is known of the list already'],
  [
    /^GET \/api\/organizations\/\{org\}\/regions\/\{region\}\/versions: only fctl$/,
    'a version that is named is for Membership to judge: the list is that of the region, and a region without an agent has none',
  ],
  [
    /^POST \/api\/organizations\/\{org\}\/stacks json\.metadata: .*protected.* → absent$/,
    'fctl 2.x marks stacks that it shall ask about before they are deleted; here the name is always asked for',
  ],
  [/^GET \/api\/organizations\/\{org\}\/invitations query\.status: {2}→ absent$/, 'fctl sends an empty filter'],
  [
    /^GET \/api\/organizations\/\{org\}\/logs query\.pageSize: 10 → 100$/,
    'all entries are read, page by page; ten at once would be ten times the requests',
  ],
  [
    /^POST \/api\/oauth\/token form\.scope: openid .* → absent$/,
    'a refresh without scope is for what was granted (RFC 6749, 6), as fctl 3.x asks it',
  ],
  [/ form\.(client_assertion|client_assertion_type|client_secret|resource|scope): {2}→ absent$/, 'fctl sends empty fields'],
  [
    /^POST \/api\/device_authorization form\.client_id: absent → fctl$/,
    'a public client says who it is in the form (RFC 8628, 3.1)',
  ],
  [
    /^POST \/api\/device_authorization header\.authorization: Basic ZmN0bDo= → absent$/,
    'the same, in place of an empty password',
  ],
  [/^POST \/api\/device_authorization form\.scope: .* → openid email /, 'the mail address tells a person who is logged in'],
]

/** Why a difference is wanted; undefined when nobody has said. */
export function reasonFor(difference: string): string | undefined {
  return REASONS.find(([pattern]) => pattern.test(difference))?.[1]
}
