/**
 * Raised when a change of core's exports would break a plugin built against the former ones. The host offers its copy
 * of core under this number; a plugin that asks for another one falls back to the core among its own dependencies.
 */
export const INTERFACE_NUMBER = 1
