import type {Verdict} from '../finding.js'
import type {Rule} from '../rule.js'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The chart does not ask for it; Membership does, from application version 1.0 on (chart 3.0). */
export const licence: Rule = {
  id: 'licence-missing',
  severity: 'warning',
  description: 'The Enterprise licence and the id of the cluster that it is for are given (3.x, 4.x).',
  why:
    'The chart installs without it, and no schema asks. Formance demands a licence from Membership 1.0 on (chart ' +
    '3.0); what a deployment without one still does is not published.',
  check: (values, {facts}): Verdict[] => {
    if (facts.major < 3 || values.at('global.licence.enabled') === false) return []
    const token = values.text('global.licence.token') ?? values.text('global.licence.existingSecret')
    const cluster = values.text('global.licence.clusterID')
    const clusterFix = 'set it to: kubectl get ns kube-system -o jsonpath={.metadata.uid}'
    if (token === undefined && cluster === undefined) {
      return [
        {
          path: 'global.licence',
          message: 'global.licence is not set: Membership wants a licence token and a cluster id',
          fix: 'set global.licence.token and global.licence.clusterID',
        },
      ]
    }
    return [
      token === undefined
        ? {
            path: 'global.licence.token',
            severity: 'error',
            message: 'global.licence has a cluster id and no token',
            fix: 'set global.licence.token',
          }
        : undefined,
      cluster === undefined
        ? {
            path: 'global.licence.clusterID',
            severity: 'error',
            message: 'global.licence has a token and no clusterID',
            fix: clusterFix,
          }
        : UUID.test(cluster)
          ? undefined
          : {
              path: 'global.licence.clusterID',
              message: 'global.licence.clusterID is no UUID, which the uid of kube-system is',
              fix: clusterFix,
            },
      values.text('global.licence.existingSecret') !== undefined && values.text('global.licence.secretKeys.token') === undefined
        ? {
            path: 'global.licence.existingSecret',
            severity: 'error',
            message: 'global.licence.existingSecret is set without secretKeys.token, which has no default',
            fix: 'set global.licence.secretKeys.token',
          }
        : undefined,
    ]
  },
}
