/** The server takes the refresh token no more: only a new login helps. Its message is for a person. */
export class RefreshTokenRefused extends Error {
  override readonly name = 'RefreshTokenRefused'
}

/** Tells it also when the code that throws it was loaded apart from the code that asks. */
export function isRefreshTokenRefused(error: unknown): error is RefreshTokenRefused {
  return error instanceof Error && error.name === 'RefreshTokenRefused'
}
