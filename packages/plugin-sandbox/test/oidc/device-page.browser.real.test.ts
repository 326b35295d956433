import assert from 'node:assert/strict'
import {readFile} from 'node:fs/promises'
import {createServer} from 'node:http'
import {createRequire} from 'node:module'
import type {AddressInfo} from 'node:net'
import type {AxeResults} from 'axe-core'
import type {Browser, BrowserContextOptions, Page} from 'playwright-core'
import {findChromium, launch} from '../support/browser.js'
import {authorizeDevice, poll, type DeviceAuthorization} from '../support/client.js'
import {startTestMembership, type TestMembership} from '../support/membership.js'

/** What axe-core calls the levels A and AA of WCAG 2.2, and its own advice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Lets a form be sent that the browser itself would hold back. */
const WITHOUT_BROWSER_CHECK = `document.querySelector('form').setAttribute('novalidate', '')`

describe('the approval page in a real Chromium', function () {
  this.timeout(60_000)
  let membership: TestMembership
  let browser: Browser
  let code: DeviceAuthorization
  const state = async () => (await poll(membership.uri, code.device_code)).body.error

  before(async function () {
    const chromium = await findChromium()
    if (chromium === undefined) return this.skip() // apt-get install chromium; .ci/run does
    membership = await startTestMembership({api: 3})
    browser = await launch(chromium)
  })
  after(async () => {
    await browser?.close()
    await membership?.stop()
  })
  beforeEach(async () => {
    code = (await authorizeDevice(membership.uri, 3)).body
  })

  /** Opens a page of its own and closes it again. */
  async function visit(url: string, options: BrowserContextOptions, act: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext(options)
    try {
      const page = await context.newPage()
      await page.goto(url)
      await act(page)
    } finally {
      await context.close()
    }
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [320, 1280]) {
      it(`breaks no rule of accessibility, ${colorScheme} and ${width} pixels wide`, async () => {
        await visit(
          code.verification_uri_complete,
          {colorScheme, viewport: {width, height: 640}, bypassCSP: true},
          async (page) => {
            await expectAccessible(page)
            await page.getByLabel('E-mail address').fill('nobody@')
            await page.evaluate(WITHOUT_BROWSER_CHECK)
            await page.getByRole('button', {name: 'Approve'}).click()
            await page.getByRole('alert').waitFor()
            await expectAccessible(page)
            await page.getByLabel('E-mail address').fill('ops@acme.example')
            await page.getByRole('button', {name: 'Approve'}).click()
            await page.getByRole('heading', {name: 'Logged in as ops@acme.example'}).waitFor()
            await expectAccessible(page)
          },
        )
      })
    }
  }

  it('is worked by the keyboard alone, from the address on, with the focus to be seen', async () => {
    await visit(code.verification_uri_complete, {}, async (page) => {
      await page.keyboard.type('ops@acme.example')
      assert.equal(await page.getByLabel('E-mail address').inputValue(), 'ops@acme.example')
      await page.keyboard.press('Tab')
      assert.equal(await page.locator(':focus').textContent(), 'Approve')
      assert.equal(await page.evaluate('getComputedStyle(document.activeElement).outlineWidth'), '3px')
      await page.keyboard.press('Enter')
      await page.getByRole('status').waitFor()
    })
    assert.equal(await state(), undefined)
  })

  it('does without scripts, and asks for no file beside itself', async () => {
    const context = await browser.newContext({javaScriptEnabled: false})
    const page = await context.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`))
    await page.goto(code.verification_uri_complete)
    await page.getByRole('button', {name: 'Deny'}).click()
    await page.getByRole('heading', {name: 'Login refused'}).waitFor()
    await context.close()
    assert.deepEqual(asked, ['GET /api/device', 'POST /api/device'])
    assert.equal(await state(), 'access_denied')
  })

  it('tells what is wrong with an address beside its field, and keeps the code and what was typed', async () => {
    await visit(code.verification_uri_complete, {}, async (page) => {
      await page.evaluate(WITHOUT_BROWSER_CHECK)
      await page.getByLabel('E-mail address').fill('nobody')
      await page.keyboard.press('Enter')
      assert.equal(await page.getByRole('alert').textContent(), '"nobody" is not an e-mail address.')
      assert.equal(await page.getByLabel('E-mail address').inputValue(), 'nobody')
      assert.equal(await page.getByLabel('Code').inputValue(), code.user_code)
      assert.match(await page.title(), /^Error/)
    })
    assert.equal(await state(), 'authorization_pending')
  })

  it('cannot be sent nor framed by a page of another site', async () => {
    const fields = `<input name="user_code" value="${code.user_code}"><input name="email" value="ops@acme.example">
      <input name="decision" value="approve">`
    const evil = await serve(`<!doctype html><title>evil</title><iframe src="${code.verification_uri_complete}"></iframe>
      <form method="post" action="${membership.uri}/device">${fields}<button>win</button></form>`)
    await visit(evil.url, {}, async (page) => {
      const frame = page.frames()[1]
      assert.ok(frame)
      assert.ok(!(await frame.content()).includes(code.user_code), 'the frame stays empty')
      await page.getByRole('button', {name: 'win'}).click()
      await page.getByRole('heading', {name: 'Refused'}).waitFor()
    })
    await evil.close()
    assert.equal(await state(), 'authorization_pending')
  })
})

async function expectAccessible(page: Page): Promise<void> {
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
  await page.evaluate(await readFile(axe, 'utf8'))
  const {violations} = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify({runOnly: RULES})})`)
  assert.deepEqual(
    violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`),
    [],
  )
}

/** A page on another port, which is another site. */
async function serve(page: string): Promise<{url: string; close: () => Promise<void>}> {
  const server = createServer((_, response) => response.writeHead(200, {'content-type': 'text/html'}).end(page))
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const {port} = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
