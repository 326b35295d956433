import * as v from 'valibot'
import {given, role, type Role} from './fields.js'

/** What somebody may do: a role in generation 2, a policy in generation 3. */
export type Access = {role: Role} | {policyId: number}

/** The fields of a user that hold it. */
export const accessFields = {role: given(role), policyId: given(v.number())}
