import {CloudpremError, Flags} from '@cloudprem/core'

export type DryRun = 'client' | 'server'

/** `--dry-run`, `--dry-run=client`, `--dry-run=server`, as helm has it; `true` and `false` for the environment. */
export const dryRunFlag = Flags.custom<DryRun | undefined>({
  description: 'change nothing and print what would be applied: =client (default) asks no cluster, =server does',
  env: 'CLOUDPREM_DRY_RUN',
  helpValue: 'client|server',
  parse: (value) => Promise.resolve(parseDryRun(value)),
})

/** Lets `--dry-run` stand alone: oclif's flags have a value or have none. */
export function spellOutDryRun(argv: string[]): string[] {
  return argv.map((argument) => (argument === '--dry-run' ? '--dry-run=client' : argument))
}

function parseDryRun(value: string): DryRun | undefined {
  if (value === 'client' || value === 'server') return value
  if (value === 'true' || value === '1') return 'client'
  if (value === 'false' || value === '0' || value === 'none') return undefined
  throw new CloudpremError({
    code: 'USAGE',
    message: `--dry-run=${value}: it is client or server`,
    hint: 'the same command with --dry-run',
  })
}
