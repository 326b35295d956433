import {EnvHttpProxyAgent} from 'undici'

/** Node's fetch takes it as `dispatcher`: proxies from the environment, and TLS without verification if asked for. */
export function dispatcher(insecureTls: boolean): EnvHttpProxyAgent {
  const tls = insecureTls ? {rejectUnauthorized: false} : {}
  return new EnvHttpProxyAgent({connect: tls, requestTls: tls, proxyTls: {}})
}
