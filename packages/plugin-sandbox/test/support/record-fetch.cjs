'use strict'
// Loaded with `node --require` into the built CLI: each request that it makes becomes one line of JSON in RECORDED_TRAFFIC.
const {appendFileSync} = require('node:fs')

const send = globalThis.fetch
globalThis.fetch = async (input, init = {}) => {
  const {method, headers, body} = init
  const request = new Request(input instanceof Request ? input.clone() : input, {
    ...(method && {method}),
    ...(headers && {headers}),
    ...(body && {body}),
  })
  const sent = {
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  }
  const response = await send(input, init)
  appendFileSync(process.env.RECORDED_TRAFFIC, JSON.stringify({...sent, answer: await response.clone().text()}) + '\n')
  return response
}
