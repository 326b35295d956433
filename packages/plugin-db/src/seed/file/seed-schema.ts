import {FIELDS} from './check-entry.js'
import type {Section} from './entry.js'

/** What an editor shows of a field, and what it can check of it; `check-entry.ts` has the last word. */
const DESCRIBED: {[Name in Section]: Record<keyof (typeof FIELDS)[Name], object>} = {
  regions: {
    name: {type: 'string', minLength: 1, description: 'Name of the region; stacks name it. Once in a file.'},
    baseUrl: {
      type: 'string',
      format: 'uri',
      pattern: '^https?://[^/?#@]+/?$',
      description:
        'Address below which its stacks live, https://HOST without a path: a stack gets the host ORGANIZATION-STACK.HOST. ' +
        'A region that is there is known by name and base URL.',
      examples: ['https://formance.example'],
    },
    id: {
      type: 'string',
      pattern: '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$',
      description: 'UUID of the region. Without it the one of this name and base URL is taken, or a new one made.',
    },
    organization: {
      type: 'string',
      description:
        'Id of the organization whose owner is kept as creator of the region; every organization may use it. Needed where ' +
        'the database has several organizations and --organization names none.',
    },
  },
  stacks: {
    organization: {
      type: 'string',
      description: 'Id of the organization. Needed where the database has several and --organization names none.',
    },
    id: {
      type: 'string',
      pattern: '^[a-z0-9]{1,61}$',
      description:
        'Id of the stack: lower-case letters and digits, no hyphen. Together with the organization, ORGANIZATION-STACK, at most 63 characters.',
    },
    name: {type: 'string', minLength: 1, description: 'Name of the stack, as people see it. Once in an organization.'},
    region: {
      type: 'string',
      default: 'default',
      description: 'Name of its region: one of this file, or one that is in the database.',
    },
    clientSecret: {
      type: 'string',
      minLength: 8,
      pattern: '^\\S+$',
      description:
        'Secret with which the stack logs in to Membership; without it a random one. A file that has it is a secret itself: ' +
        'db export --with-client-secrets writes such a one, mode 0600.',
    },
  },
}

/** The JSON schema of a seed file, for editors (draft 7, as yaml-language-server reads it). */
export function seedSchema(): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Seed file of cloudprem db seed --file',
    description: 'Regions and stacks that a Membership database must have. Regions stand before stacks.',
    type: 'object',
    additionalProperties: false,
    properties: {regions: listOf('regions'), stacks: listOf('stacks')},
  }
}

function listOf(section: Section): object {
  const fields = Object.entries<{required: boolean}>(FIELDS[section])
  return {
    type: ['array', 'null'],
    items: {
      type: 'object',
      additionalProperties: false,
      required: fields.filter(([, {required}]) => required).map(([name]) => name),
      properties: DESCRIBED[section],
    },
  }
}
