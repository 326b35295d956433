/** One command of the guide, as the tour runs it. */
export interface TourStep {
  /** What the step is for, in the guide's words. */
  title: string
  /** Words behind `cloudprem`. */
  argv: string[]
  /** Show at most this many lines of the answer; the rest is counted. */
  maxLines?: number
  /** A program that must be on the PATH; without it the step is skipped, and the summary says so. */
  needs?: string
  /** Submit the approval page that this command waits for. */
  approves?: boolean
  /** Why the step differs from the guide's text, told before it. */
  remark?: string
}

export interface TourPlace {
  api: 2 | 3
  membershipUri: string
  /** File that holds the DSN of the sandbox's database. */
  dsnFile: string
  /** File that holds a licence token. */
  licenceFile: string
  profile: string
}

/** Base domain of the rehearsed deployment: nobody's (RFC 2606). */
export const TOUR_DOMAIN = 'formance.example'

/** The guide's steps in order. The sandbox runs already; nothing here touches a cluster. */
export function tourSteps(place: TourPlace): TourStep[] {
  const profile = ['--profile', place.profile]
  const values = 'values.yaml'
  const joining =
    place.api === 2
      ? ['--default-organization-role', 'GUEST', '--default-stack-role', 'GUEST']
      : ['--default-policy', 'StackGuest']
  return [
    {
      title: 'Write the values file',
      argv: [
        ...['values', 'init', '--domain', TOUR_DOMAIN, '--tls-secret', 'formance-example-tls'],
        ...['--licence-token', `@${place.licenceFile}`, '--licence-cluster-id', '00000000-0000-4000-8000-000000000000'],
        ...profile,
      ],
    },
    {title: 'Check it', argv: ['values', 'validate', values, ...profile]},
    {
      title: 'Render what helm would install',
      argv: ['helm', 'template', '--values', values, '--chart', 'sandbox', ...profile],
      needs: 'helm',
      maxLines: 8,
      remark: "The sandbox's rehearsal chart stands in for the published one, which lies on the internet.",
    },
    {title: 'Dex: make sure of a valid configuration', argv: ['dex', 'init', '--values', values, ...profile]},
    {title: 'Dex: what would it refuse?', argv: ['dex', 'validate', values, ...profile]},
    {
      title: 'First login: creates the user and an organization',
      argv: ['login', '--membership-uri', place.membershipUri, ...profile],
      approves: true,
    },
    {title: 'The organization before', argv: ['org', 'list', ...profile]},
    {
      title: 'Let users of a mail domain join by themselves',
      argv: ['org', 'update', '--domain', 'acme.example', ...joining, ...profile],
      ...(place.api === 3 && {
        remark:
          "The guide's --default-organization-role and --default-stack-role are gone from Membership since chart 4.0: one policy takes their place.",
      }),
    },
    {title: 'The organization after', argv: ['org', 'list', ...profile]},
    {
      title: 'Region and stack into the database',
      argv: ['db', 'seed', '--base-url', `https://${TOUR_DOMAIN}`, '--dsn', `@${place.dsnFile}`, ...profile],
    },
    {
      title: 'Once more: seeding is safe to repeat',
      argv: ['db', 'seed', '--base-url', `https://${TOUR_DOMAIN}`, '--dsn', `@${place.dsnFile}`, ...profile],
    },
    {title: 'The ids to keep', argv: ['profiles', 'show', ...profile]},
  ]
}
