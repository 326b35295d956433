// Draws lines of a terminal as an SVG picture: a window with its own dark ground, legible on a page of any colour.
const FONT = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace'
const FONT_SIZE = 14
const CELL = {width: 8.4, height: 19}
const PADDING = 20
const TITLE_BAR = 34
const GROUND = '#0d1117'
const BORDER = '#30363d'
const TEXT = '#d1d7e0'
/** Of the palette's first eight; each has a contrast of at least 4.5 to the ground. */
const PALETTE = ['#8b949e', '#ff7b72', '#56d364', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#f0f6fc']
const DIM = '#8b949e'

/**
 * @typedef {object} Run text in one style
 * @property {string} text
 * @property {number} column of its first character, from 0
 * @property {number} [color] of the palette, 0 to 15; without it the text's own
 * @property {boolean} [bold]
 * @property {boolean} [dim]
 */

/**
 * @param {Run[][]} lines
 * @param {{columns: number, title: string, description: string}} options the title stands in the window and is the
 *   picture's name; the description tells people who do not see it what is in it
 */
export function renderTerminal(lines, {columns, title, description}) {
  const width = Math.round(columns * CELL.width + 2 * PADDING)
  const height = Math.round(TITLE_BAR + lines.length * CELL.height + 1.5 * PADDING)
  const lights = ['#ff5f57', '#febc2e', '#28c840'].map(
    (color, index) => `<circle cx="${22 + index * 20}" cy="17" r="6" fill="${color}"/>`,
  )
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escape(title)}</title>`,
    `<desc id="description">${escape(description)}</desc>`,
    '<style>',
    `text { font: ${FONT_SIZE}px ${FONT}; fill: ${TEXT}; white-space: pre; }`,
    '.bold { font-weight: bold; }',
    `.dim { fill: ${DIM}; }`,
    ...PALETTE.map((color, index) => `.color${index} { fill: ${color}; }`),
    '</style>',
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10" fill="${GROUND}" stroke="${BORDER}"/>`,
    ...lights,
    `<text class="dim" x="${width / 2}" y="22" text-anchor="middle">${escape(title)}</text>`,
    ...lines.flatMap((runs, row) => runs.map((run) => renderRun(run, row))),
    '</svg>',
  ].join('\n')}\n`
}

/** Each run begins where its cell is and is as wide as its cells, whatever font there is. */
function renderRun({text, column, color, bold, dim}, row) {
  const classes = [...(bold ? ['bold'] : []), ...(dim ? ['dim'] : color === undefined ? [] : [`color${color % 8}`])]
  const attributes = [
    ...(classes.length > 0 ? [`class="${classes.join(' ')}"`] : []),
    `x="${round(PADDING + column * CELL.width)}"`,
    `y="${round(TITLE_BAR + PADDING / 2 + row * CELL.height + FONT_SIZE)}"`,
    `textLength="${round([...text].length * CELL.width)}"`,
    'xml:space="preserve"',
  ]
  return `<text ${attributes.join(' ')}>${escape(text)}</text>`
}

function round(number) {
  return Number(number.toFixed(1))
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
