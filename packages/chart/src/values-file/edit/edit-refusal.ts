/** Why a values file was not edited: the form it has does not allow the change without changing something else. */
export class EditRefusal extends Error {
  override readonly name = 'EditRefusal'

  constructor(
    /** What was asked for and cannot be done. */
    message: string,
    /** What in the file is in the way. */
    readonly reason?: string,
  ) {
    super(message)
  }
}
