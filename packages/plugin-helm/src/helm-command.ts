import {CloudpremCommand} from '@cloudprem/core'
import type {ProgressStream} from './helm/progress.js'
import type {Surroundings} from './release.js'

/** What the commands about a release share. */
export abstract class HelmCommand<Result> extends CloudpremCommand<Result> {
  protected async surroundings(): Promise<Surroundings> {
    return {
      profile: await this.profile(),
      sandboxRoot: this.config.plugins.get('@cloudprem/plugin-sandbox')?.root,
      insecureTls: this.insecureTls,
      signal: this.signal,
    }
  }

  /** Where it is told that helm still runs: nowhere under `--json`. */
  protected get progress(): ProgressStream | undefined {
    return this.jsonEnabled() ? undefined : process.stderr
  }

  protected warnAll(warnings: string[]): void {
    for (const warning of warnings) this.note(`Warning: ${warning}`)
  }
}
