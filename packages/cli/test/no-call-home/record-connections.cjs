// Preloaded into every Node process of a run (NODE_OPTIONS): writes down each attempt to reach the network, so that one
// whose failure is swallowed is seen as well. Sockets of the file system are not the network.
const {appendFileSync} = require('node:fs')
const dgram = require('node:dgram')
const dns = require('node:dns')
const net = require('node:net')

const record = (what) => appendFileSync(process.env.RECORD_CONNECTIONS, `${what}\n`)

const {connect} = net.Socket.prototype
net.Socket.prototype.connect = function (...args) {
  // Node's own net.connect hands over its arguments as an array.
  const [options] = Array.isArray(args[0]) ? args[0] : args
  if (!(typeof options === 'string' && Number.isNaN(Number(options))) && !options?.path)
    record(`connect ${options?.host ?? args[1] ?? 'localhost'}:${options?.port ?? options}`)
  return connect.apply(this, args)
}

const resolvers = [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]
for (const [holder, pattern] of [
  ...resolvers.map((each) => [each, /^(lookup|resolve|reverse)/]),
  [dgram.Socket.prototype, /^send$/],
]) {
  for (const name of Object.getOwnPropertyNames(holder).filter((each) => pattern.test(each))) {
    const original = holder[name]
    holder[name] = function (...args) {
      record(`${name} ${typeof args[0] === 'string' ? args[0] : ''}`)
      return original.apply(this, args)
    }
  }
}
