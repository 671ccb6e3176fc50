// The page that epub.js shows a book in, with the themes its own documentation describes.

let book
let rendition

const words = node => node.textContent.replace(/\s+/g, ' ').trim()

/** A face such as a reader brings along. */
const FACE = `${location.origin}/styles/classic/fonts/EBGaramond-Regular.ttf`

const DARK = {
    body: { background: '#121212', color: '#e0e0e0' },
    a: { color: 'lightblue !important' },
}

async function settled() {
    for (const { document: doc } of rendition.getContents()) {
        await doc.fonts.ready
        await Promise.all([...doc.images].map(image => image.decode().catch(() => {})))
    }
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
}

window.reader = {
    async open(url, { dark, faces }) {
        book = ePub(await (await fetch(url)).arrayBuffer())
        rendition = book.renderTo('view', { width: '100%', height: '100%', spread: 'none' })
        if (dark) {
            document.body.style.background = '#121212'
            rendition.themes.register('dark', DARK)
            rendition.themes.select('dark')
        }
        if (faces) {
            rendition.hooks.content.register(contents => contents.addStylesheetRules({
                '@font-face': { 'font-family': 'Latin', src: `url("${FACE}")` },
                html: { 'font-family': 'Latin, serif' },
            }))
        }
        await book.ready
        await rendition.display()
    },
    style(size) {
        rendition.themes.fontSize(`${size}%`)
    },
    async facts() {
        const nested = items => items.map(item => ({
            title: item.label.trim(), href: item.href, children: nested(item.subitems),
        }))
        const documents = []
        for (const section of book.spine.spineItems) {
            const root = await section.load(book.load.bind(book))
            documents.push({
                href: section.href,
                text: words(root.querySelector('body')),
                broken: Boolean(root.querySelector('parsererror')),
            })
            section.unload()
        }
        return {
            metadata: book.packaging.metadata,
            toc: nested(book.navigation.toc),
            landmarks: book.navigation.landmarks.map(({ label, href, type }) => ({
                title: label.trim(), href, type,
            })),
            cover: (await book.loaded.cover) ?? null,
            documents,
        }
    },
    async show(place) {
        await rendition.display(place)
        await settled()
    },
}
