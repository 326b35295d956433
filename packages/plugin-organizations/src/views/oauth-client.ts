import {renderPairs, visible} from '@cloudprem/core'
import type {OAuthClient} from '@cloudprem/membership'

/** Everything of an OAuth client but its secret. */
export function renderOAuthClient(client: OAuthClient): string[] {
  return [
    `OAuth client ${client.id}`,
    ...renderPairs([
      ['name', client.name ? visible(client.name) : undefined],
      ['description', client.description ? visible(client.description) : undefined],
      ['secret', client.secret && `ends in ${client.secret.lastDigits}`],
      ['created', client.createdAt?.toISOString()],
    ]),
  ]
}
