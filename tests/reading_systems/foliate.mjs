// foliate-js, the renderer of Foliate and of other readers: https://github.com/johnfactotum/foliate-js

import { photograph } from './browser.mjs'

/**
 * What foliate-js makes of a book: its metadata and contents, every document's text, what pops up
 * at every note reference, how far documents are wider than the page; and pictures of places.
 */
export async function foliate({ shots = {}, size = 100, measure = false, ...request }, browser) {
    return (await browser()).read('foliate.html', request, async page => {
        await page.evaluate(size => window.reader.style(size), size)
        const found = await page.evaluate(
            async (measure, tables) => measure
                ? { overflow: await window.reader.overflow(tables) }
                : window.reader.facts(),
            measure,
            size === 100,
        )
        await photograph(page, shots)
        return found
    })
}
