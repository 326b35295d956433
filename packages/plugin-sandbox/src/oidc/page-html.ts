import {html, raw} from 'hono/html'

type Html = ReturnType<typeof html>

export interface Message {
  title: string
  text: string
}

const STYLE = `
:root { color-scheme: light dark; --ink: #16211d; --paper: #f4f6f3; --card: #fff; --line: #c6d0ca; --edge: #6f7d76; --accent: #0b6e4f; --soft: #52605a;
  --alert: #a3261b }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8efeb; --paper: #101614; --card: #19211e; --line: #3a4742; --edge: #84938c; --accent: #4fc398; --soft: #a3b1ab;
    --alert: #ff9d92 }
}
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
main { width: min(27rem, 100%); background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 2rem }
h1 { margin: 0 0 .5rem; font-size: 1.35rem; line-height: 1.25; overflow-wrap: anywhere }
p { margin: 0 0 1.25rem; color: var(--soft) }
label { display: block; margin: 1rem 0 .3rem; font-weight: 600 }
input { width: 100%; padding: .6rem .75rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--edge);
  border-radius: .4rem }
input[aria-invalid] { border-color: var(--alert) }
.alert { margin: .3rem 0 0; color: var(--alert) }
#user_code { font: 600 1.5rem ui-monospace, monospace; letter-spacing: .15em; text-align: center; text-transform: uppercase }
.buttons { display: flex; gap: .75rem; margin-top: 1.75rem }
button { flex: 1; padding: .7rem; font: inherit; font-weight: 600; border-radius: .4rem; border: 1px solid var(--accent);
  background: none; color: var(--accent); cursor: pointer }
button.primary { background: var(--accent); color: var(--card) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
small { display: block; margin-top: 1.5rem; color: var(--soft) }
`

function renderPage(title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · cloudprem sandbox</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <main>
          ${content}
          <small>cloudprem sandbox on this machine: no password is asked for, any address may log in.</small>
        </main>
      </body>
    </html>`
}

export function renderMessage({title, text}: Message): Html {
  return renderPage(
    title,
    html`<h1>${title}</h1>
      <p role="status">${text}</p>`,
  )
}

export interface FormContent {
  userCode: string
  /** Named where only its members may approve. */
  organization?: string
  knownUsers: string[]
  /** What was wrong with the address that was sent. */
  wrongEmail?: {email: string; text: string}
}

/** The form: code, address, and the two answers. It does without scripts. */
export function renderForm(given: FormContent): Html {
  const {wrongEmail: wrong} = given
  const wish = given.organization ? html`for access to organization <b>${given.organization}</b>` : html`to log in to Membership`
  return renderPage(
    wrong ? 'Error: approve a login' : 'Approve a login',
    html`<h1>Approve a login</h1>
      <p>A program wants ${wish}. Does it show the same code?</p>
      <form method="post" action="device">
        <label for="user_code">Code</label>
        <input
          id="user_code"
          name="user_code"
          value="${given.userCode}"
          required
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          maxlength="9"
          pattern="[A-Za-z]{4}-?[A-Za-z]{4}"
          title="eight letters, as the program shows them"
        />
        <label for="email">E-mail address</label>
        <input
          id="email"
          name="email"
          type="email"
          value="${wrong?.email ?? ''}"
          required
          autofocus
          autocomplete="username"
          list="users"
          ${wrong ? raw('aria-invalid="true" aria-describedby="wrong"') : ''}
        />
        ${wrong ? html`<p class="alert" id="wrong" role="alert">${wrong.text}</p>` : ''}
        <datalist id="users">${given.knownUsers.map((email) => html`<option value="${email}"></option>`)}</datalist>
        <div class="buttons">
          <button class="primary" name="decision" value="approve">Approve</button>
          <button name="decision" value="deny" formnovalidate>Deny</button>
        </div>
      </form>`,
  )
}
