// epub.js, the renderer of many readers on the web: https://github.com/futurepress/epub.js

import { photograph } from './browser.mjs'

/** What epub.js makes of a book: its metadata, contents and every document's text; and pictures. */
export async function epubjs({ shots = {}, size = 100, ...request }, browser) {
    return (await browser()).read('epubjs.html', request, async page => {
        await page.evaluate(size => window.reader.style(size), size)
        const found = await page.evaluate(() => window.reader.facts())
        await photograph(page, shots)
        return found
    })
}
