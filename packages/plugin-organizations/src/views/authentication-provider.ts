import {renderPairs, visible} from '@cloudprem/core'
import type {AuthenticationProvider} from '@cloudprem/membership'

/** Everything of a provider but its secret. */
export function renderProvider({type, name, clientID, config, redirectURI}: AuthenticationProvider): string[] {
  return [
    `Authentication provider ${visible(name)} (${type})`,
    ...renderPairs([
      ['client ID', visible(clientID)],
      ...Object.entries(config).map(([key, value]): [string, string] => [key, visible(String(value))]),
      ['redirect URI', redirectURI && `${redirectURI}   (register it at the provider)`],
    ]),
  ]
}
