// Reading systems and checkers for one session of tests: one process, one browser, one server.
//
// Each line of standard input is a request in JSON, {"system": "foliate", "book": "/path.epub", ...};
// each line of standard output is its answer, {"answer": ...} or {"error": "..."}. Requests are
// answered one after the other, and the process ends when its input does.
//
// CHROMIUM names the browser.

import { createInterface } from 'node:readline'
import { ace, closeAce } from './ace.mjs'
import { openBrowser } from './browser.mjs'
import { epubjs } from './epubjs.mjs'
import { foliate } from './foliate.mjs'
import { readium } from './readium.mjs'

const SYSTEMS = { ace, epubjs, foliate, readium }

// Libraries that print to standard output would be taken for answers.
const answers = process.stdout.write.bind(process.stdout)
process.stdout.write = process.stderr.write.bind(process.stderr)

let opened
const browser = () => (opened ??= openBrowser())

for await (const line of createInterface({ input: process.stdin })) {
    const { system, ...request } = JSON.parse(line)
    let said
    try {
        said = { answer: await SYSTEMS[system](request, browser) }
    } catch (error) {
        said = { error: String(error?.stack ?? error) }
    }
    answers(`${JSON.stringify(said)}\n`)
}
await closeAce()
await (await opened)?.close()
process.exit(0)
