import * as v from 'valibot'

const deviceAnswer = v.looseObject({device_code: v.string(), interval: v.number()})

/**
 * A `fetch` under which a device authorization with `interval: 0` is one without it. Servers send it that have no interval set;
 * the library takes the whole answer for broken then.
 */
export function mendInterval(fetch: typeof globalThis.fetch, deviceEndpoint: string | undefined): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init)
    const address = input instanceof Request ? input.url : input.toString()
    if (address !== deviceEndpoint || response.status !== 200) return response
    const text = await response.text()
    return new Response(mended(text), {status: 200, headers: response.headers})
  }
}

function mended(text: string): string {
  try {
    const answer = v.parse(deviceAnswer, JSON.parse(text))
    // One second, below which nobody is asked.
    return answer.interval > 0 ? text : JSON.stringify({...answer, interval: 1})
  } catch {
    // Not such an answer: the library says what is wrong with it.
    return text
  }
}
