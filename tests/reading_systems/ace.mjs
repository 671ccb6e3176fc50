// Ace by DAISY, the accessibility checker, many books in one process: https://daisy.github.io/ace/

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const require = createRequire(import.meta.url)

let prepared

/** What Ace finds in a book: every violation, with where it is and how bad. */
export async function ace({ book }) {
    prepared ??= prepare()
    const folder = await mkdtemp(join(tmpdir(), 'ace-'))
    try {
        await prepared.check(book, {
            cwd: folder,
            outdir: folder,
            tmpdir: folder,
            lang: 'en',
            silent: true,
            verbose: false,
            initLogger: prepared.books++ === 0, // else its logger complains of every line
            fileName: join(tmpdir(), `ace-${process.pid}.log`),
        }, prepared.runner)
        const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'))
        const violations = report.assertions.flatMap(file =>
            file.assertions.map(found => ({
                path: file['earl:testSubject'].url,
                rule: found['earl:test']['dct:title'],
                impact: found['earl:test']['earl:impact'],
                text: found['earl:result']['dct:description'],
            })))
        return { outcome: report['earl:result']['earl:outcome'], violations }
    } finally {
        await rm(folder, { recursive: true })
    }
}

/** Ends the browser that Ace has of its own. */
export async function closeAce() {
    if (prepared?.launched) await prepared.close()
    await rm(join(tmpdir(), `ace-${process.pid}.log`), { force: true })
}

function prepare() {
    process.env.PUPPETEER_EXECUTABLE_PATH = process.env.CHROMIUM
    process.env.ACE_TIMEOUT_INITIAL ??= '120000' // its own 5 seconds are few on a busy machine
    const runner = require('@daisy/ace-axe-runner-puppeteer')
    const check = require('@daisy/ace-core')
    const state = { check, close: runner.close, launched: undefined, books: 0 }
    // One browser for all books, not one for each.
    const launch = () => (state.launched ??= runner.launch())
    return Object.assign(state, { runner: { ...runner, launch, close: async () => {} } })
}
