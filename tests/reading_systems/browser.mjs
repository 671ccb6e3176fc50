// Headless Chromium, and the server its pages come from.

import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import puppeteer from 'puppeteer-core'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const ROOT = join(HERE, '..', '..')
const TYPES = {
    '.css': 'text/css',
    '.epub': 'application/epub+zip',
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript',
    '.mjs': 'text/javascript',
}
const BOOK = '/book.epub'
const STYLES = '/styles/'

/**
 * Starts the browser, and a server on this machine alone for this folder, the fonts of the themes
 * and the book being read.
 *
 * Returns {read(page, request, act), close()}.
 */
export async function openBrowser() {
    let book
    const server = createServer((request, response) => {
        const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname)
        const folder = path.startsWith(STYLES) ? ROOT : HERE
        send(path === BOOK ? book : join(folder, normalize(path)), response)
    })
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
    const origin = `http://127.0.0.1:${server.address().port}`
    const browser = await puppeteer.launch({
        executablePath: process.env.CHROMIUM,
        // Root has no sandbox, and containers rarely have much shared memory.
        args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--lang=en'],
        headless: true,
        timeout: 120_000,
    })
    return {
        /** Opens a page of this folder on a book, has `act` use it, and says what went wrong in it. */
        async read(name, { book: path, width = 480, height = 640, dark = false, faces = false, scale = 1 }, act) {
            book = path
            const page = await browser.newPage()
            const complaints = []
            const complain = text => complaints.push(String(text))
            page.on('pageerror', error => complain(error.stack ?? error))
            page.on('console', said => said.type() === 'error' && complain(said.text()))
            page.on('requestfailed', failed => {
                // A frame closed while it loads, as pop-ups are, is no failure.
                if (failed.failure()?.errorText !== 'net::ERR_ABORTED') complain(failed.url())
            })
            page.on('response', got => got.status() >= 400 && complain(`${got.status()} ${got.url()}`))
            try {
                const scheme = dark ? 'dark' : 'light'
                await page.setViewport({ width, height, deviceScaleFactor: scale })
                await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
                await page.goto(`${origin}/${name}`)
                await page.waitForFunction('window.reader')
                await page.evaluate(
                    (url, options) => window.reader.open(url, options),
                    `${origin}${BOOK}`,
                    { dark, faces },
                )
                return { ...(await act(page)), complaints }
            } finally {
                await page.close()
            }
        },
        async close() {
            await browser.close()
            server.close()
        },
    }
}

async function send(path, response) {
    const found = path && (await stat(path).catch(() => null))
    if (!found?.isFile()) {
        response.writeHead(404).end()
        return
    }
    response.writeHead(200, {
        'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
        'Content-Length': found.size,
    })
    createReadStream(path).pipe(response)
}

/**
 * Takes a picture of each place: `shots` says by the file it is for which place that is, and in the
 * forms {place, note} that the note of this number has popped up there, and {place, turn} that so
 * many pages were turned from there.
 */
export async function photograph(page, shots) {
    for (const [file, place] of Object.entries(shots)) {
        await page.evaluate(place => window.reader.show(place), place)
        await page.screenshot({ path: file })
    }
}
