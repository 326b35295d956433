import {ExitCode} from './exit-code.js'

/**
 * Every error code with the exit code of its class and one sentence of meaning. Codes are a stable interface;
 * docs/errors.md is generated from this table.
 */
export const errorCatalogue = {
  DEFECT: {exitCode: ExitCode.defect, meaning: 'A defect of cloudprem: something happened that no command expects.'},
  INTERRUPTED: {exitCode: ExitCode.interrupted, meaning: 'The command was interrupted by Ctrl-C or a signal.'},

  USAGE: {exitCode: ExitCode.usage, meaning: 'A flag or an argument is unknown, missing or has a value that is not allowed.'},
  USAGE_COMMAND_UNKNOWN: {exitCode: ExitCode.usage, meaning: 'No installed plugin has this command.'},
  USAGE_ANSWERS_MISSING: {
    exitCode: ExitCode.usage,
    meaning: 'Facts are missing and there is no terminal to ask for them; the message names every flag.',
  },
  USAGE_CONFIRMATION_NEEDED: {
    exitCode: ExitCode.usage,
    meaning: 'The command asks before it acts, and there is no terminal to ask on; --yes answers.',
  },
  FILE_EXISTS: {exitCode: ExitCode.usage, meaning: 'The file exists already and --force was not given; it was not touched.'},
  FILE_UNREADABLE: {exitCode: ExitCode.usage, meaning: 'A file named on the command line cannot be read.'},
  FILE_UNWRITABLE: {exitCode: ExitCode.usage, meaning: 'A file cannot be written where it was asked for.'},

  PROFILE_UNKNOWN: {exitCode: ExitCode.usage, meaning: 'There is no profile of this name.'},
  PROFILE_VALUE_INVALID: {exitCode: ExitCode.usage, meaning: 'A value is not allowed for this profile setting.'},
  STORE_NEWER: {
    exitCode: ExitCode.precondition,
    meaning: 'A file of ours was written by a newer cloudprem; it is left as it is.',
  },
  STORE_DAMAGED: {
    exitCode: ExitCode.precondition,
    meaning: 'A file of ours does not have the shape it must have; it is left as it is.',
  },
  STORE_LOCKED: {exitCode: ExitCode.precondition, meaning: 'Another process has held the lock of a file of ours for too long.'},

  KEYCHAIN_UNAVAILABLE: {
    exitCode: ExitCode.precondition,
    meaning: 'There is no keychain on this system, or it is locked or does not answer.',
  },

  PLUGIN_UNKNOWN: {exitCode: ExitCode.usage, meaning: 'There is no plugin of this name, or none where one was looked for.'},
  PLUGIN_NOT_INSTALLED: {exitCode: ExitCode.precondition, meaning: 'The plugin that carries the command is not installed.'},
  PLUGIN_BROKEN: {
    exitCode: ExitCode.precondition,
    meaning: 'A plugin is damaged or does not fit this cloudprem; the hint mends it.',
  },
  PLUGIN_INSTALL_FAILED: {exitCode: ExitCode.remote, meaning: 'npm could not install or remove a plugin.'},

  EXECUTABLE_MISSING: {
    exitCode: ExitCode.precondition,
    meaning: 'A program that the command needs (helm, kubectl) is not on the PATH.',
  },
  EXECUTABLE_FAILED: {exitCode: ExitCode.remote, meaning: 'A program that the command ran ended with an error.'},

  MEMBERSHIP_NOT_LOGGED_IN: {
    exitCode: ExitCode.precondition,
    meaning: 'The profile has no credentials, or they are no longer accepted.',
  },
  MEMBERSHIP_UNREACHABLE: {exitCode: ExitCode.remote, meaning: 'Nobody answered at the Membership URI.'},
  MEMBERSHIP_NO_DISCOVERY: {
    exitCode: ExitCode.remote,
    meaning: 'The server has no OpenID discovery document where Membership has it.',
  },
  MEMBERSHIP_ISSUER_MISMATCH: {
    exitCode: ExitCode.remote,
    meaning: 'The issuer in the discovery document is not the Membership URI, character by character.',
  },
  MEMBERSHIP_LOGIN_EXPIRED: {exitCode: ExitCode.remote, meaning: 'The device code ran out before the login was approved.'},
  MEMBERSHIP_LOGIN_DENIED: {exitCode: ExitCode.remote, meaning: 'The login was refused on the approval page.'},
  MEMBERSHIP_LOGIN_FAILED: {exitCode: ExitCode.remote, meaning: 'The server ended the login with another error.'},
  MEMBERSHIP_REFUSED: {exitCode: ExitCode.remote, meaning: 'Membership refused the request, or failed.'},
  MEMBERSHIP_ANSWER_UNEXPECTED: {
    exitCode: ExitCode.remote,
    meaning: 'Membership answered something that its documents do not describe.',
  },

  MEMBERSHIP_GENERATION_CHANGED: {
    exitCode: ExitCode.remote,
    meaning:
      'Membership speaks another generation of its API than when it was last asked; the same command again takes the new one.',
  },

  ORGANIZATION_MISSING: {exitCode: ExitCode.precondition, meaning: 'There is no organization yet; the first login makes one.'},
  ORGANIZATION_AMBIGUOUS: {exitCode: ExitCode.usage, meaning: 'There are several organizations and none was named.'},
  ORGANIZATION_UNKNOWN: {exitCode: ExitCode.usage, meaning: 'The named organization is not among those that are visible.'},
  ORGANIZATION_ROLE_UNSUPPORTED: {
    exitCode: ExitCode.usage,
    meaning: 'Default roles were given to a Membership that has policies instead, or a policy to one that has roles.',
  },
  ORGANIZATION_CHANGED: {
    exitCode: ExitCode.remote,
    meaning: 'An organization is not as it was read before, or not as it was written; the message names the fields.',
  },
  ORGANIZATION_POLICY_UNKNOWN: {exitCode: ExitCode.usage, meaning: 'The named policy does not exist in this organization.'},
  USER_UNKNOWN: {exitCode: ExitCode.usage, meaning: 'No user of the organization has this address.'},
  REGION_UNKNOWN: {exitCode: ExitCode.usage, meaning: 'No region, or more than one, has this ID or name.'},
  STACK_NOT_READY: {exitCode: ExitCode.remote, meaning: 'The cluster did not have what is wanted of a stack within the time.'},
  STACK_UNKNOWN: {exitCode: ExitCode.usage, meaning: 'No stack, or more than one, has this ID or name.'},

  DATABASE_UNREACHABLE: {exitCode: ExitCode.remote, meaning: 'No connection to the database could be made.'},
  DATABASE_NOT_MIGRATED: {
    exitCode: ExitCode.precondition,
    meaning: 'The database lacks tables or columns of Membership; Membership has not migrated it yet.',
  },
  DATABASE_SCHEMA_UNKNOWN: {
    exitCode: ExitCode.precondition,
    meaning: 'A table has a column that must be given and that cloudprem does not know; nothing was changed.',
  },
  DATABASE_PRIVILEGE_MISSING: {
    exitCode: ExitCode.precondition,
    meaning: 'The database user lacks rights on the tables of Membership; nothing was changed.',
  },
  DATABASE_CONFLICT: {
    exitCode: ExitCode.invalid,
    meaning: 'A row exists that contradicts what was asked for; nothing was changed.',
  },
  DATABASE_FAILED: {exitCode: ExitCode.remote, meaning: 'The database refused a statement; the transaction was rolled back.'},
  SEED_FILE_INVALID: {
    exitCode: ExitCode.invalid,
    meaning: 'The file of `db seed --file` has errors; nothing was changed.',
  },

  VALUES_INVALID: {exitCode: ExitCode.invalid, meaning: 'The values file has errors.'},
  VALUES_UNPARSABLE: {exitCode: ExitCode.invalid, meaning: 'The values file is not YAML that helm would read as one mapping.'},
  VALUES_KEY_UNSET: {exitCode: ExitCode.usage, meaning: 'The values file does not set the key that was asked for.'},
  VALUES_KEY_UNKNOWN: {exitCode: ExitCode.usage, meaning: 'The chart has no such value, as far as it is known.'},
  VALUES_NOT_EDITABLE: {
    exitCode: ExitCode.precondition,
    meaning: 'The form of the values file (an alias, an anchor, a tag) does not allow the edit; it was not touched.',
  },
  CHART_UNSUPPORTED: {exitCode: ExitCode.usage, meaning: 'The command does not know this chart version.'},
  HELM_FAILED: {exitCode: ExitCode.remote, meaning: 'helm ended with an error.'},
  HELM_UNSUPPORTED: {exitCode: ExitCode.precondition, meaning: 'The helm on the PATH is too old.'},
  DEX_INVALID: {exitCode: ExitCode.invalid, meaning: 'Dex would refuse this configuration, or could not work with it.'},

  SANDBOX_NOT_RUNNING: {exitCode: ExitCode.precondition, meaning: 'The sandbox is not running.'},
  SANDBOX_FAILED: {exitCode: ExitCode.remote, meaning: 'A part of the sandbox did not start.'},
  SANDBOX_UNSUPPORTED: {exitCode: ExitCode.precondition, meaning: 'There is no embedded PostgreSQL for this platform.'},
  TOUR_FAILED: {exitCode: ExitCode.remote, meaning: 'A step of the tour failed.'},
} as const satisfies Record<string, {exitCode: ExitCode; meaning: string}>

export type ErrorCode = keyof typeof errorCatalogue
