/** Modules of a Formance stack (formancehq/operator, the kinds of formance.com/v1beta1 that a Stack holds). */
export const MODULES: readonly string[] = [
  ...['auth', 'gateway', 'ledger', 'orchestration', 'payments', 'reconciliation', 'search', 'stargate', 'wallets'],
  'webhooks',
]
