// The parser of Readium in JavaScript, which Thorium Reader is built on: a book as a Readium Web
// Publication Manifest, https://readium.org/webpub-manifest/.

import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const PARSER = 'r2-shared-js/dist/es8-es2017/src'

let parse

/** The manifest of a book. */
export async function readium({ book }) {
    parse ??= prepared()
    return parse(book)
}

function prepared() {
    const globals = require(`${PARSER}/init-globals`)
    globals.initGlobalConverters_GENERIC()
    globals.initGlobalConverters_SHARED()
    const { PublicationParsePromise } = require(`${PARSER}/parser/publication-parser`)
    const { TaJsonSerialize } = require('r2-lcp-js/dist/es8-es2017/src/serializable')
    return async book => {
        const publication = await PublicationParsePromise(book)
        try {
            return TaJsonSerialize(publication)
        } finally {
            publication.freeDestroy()
        }
    }
}
