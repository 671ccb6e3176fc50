// The page that foliate-js shows a book in, as Foliate does: its colours, sizes and footnotes.

import { FootnoteHandler } from './node_modules/foliate-js/footnotes.js'
import './node_modules/foliate-js/view.js'

const OPS = 'http://www.idpf.org/2007/ops'

let view
let theme = {}

/** Faces such as a reader brings along, by the folders they lie in. */
const FACES = {
    Latin: 'classic/fonts/EBGaramond-Regular.ttf',
    Arabic: 'fonts/noto-naskh-arabic/NotoNaskhArabic-Regular.ttf',
    Japanese: 'fonts/noto-serif-cjk/NotoSerifCJKjp-Regular.otf',
}

const faceRules = () => Object.entries(FACES).map(([name, path]) => `
    @font-face { font-family: "${name}"; src: url("${location.origin}/styles/${path}"); }`).join('')
    + `html { font-family: ${Object.keys(FACES).map(name => `"${name}"`).join(', ')}, serif; }`

const words = node => node.textContent.replace(/\s+/g, ' ').trim()

/** What Foliate adds to every book: the colours of its theme, the size asked for, no asides. */
const sheet = ({ dark, faces }, size) => `
    @namespace epub "http://www.idpf.org/2007/ops";
    html { color-scheme: ${dark ? 'dark' : 'light'}; font-size: ${size}%; }
    ${dark ? 'html { background: #121212; color: #e0e0e0; } a:link { color: lightblue; }' : ''}
    p, li, blockquote, dd { line-height: 1.4; hyphens: auto; }
    pre { white-space: pre-wrap !important; }
    aside[epub|type~="endnote"],
    aside[epub|type~="footnote"],
    aside[epub|type~="note"],
    aside[epub|type~="rearnote"] { display: none; }
    ${faces ? faceRules() : ''}`

async function settled(shown) {
    for (const { doc } of shown.renderer.getContents()) {
        await doc.fonts.ready
        await Promise.all([...doc.images].map(image => image.decode().catch(() => {})))
    }
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
}

/** The text that pops up at each note reference of a document, with the kind the reader takes it for. */
async function popups(section) {
    const found = []
    const doc = await section.createDocument()
    for (const a of doc.querySelectorAll('a[href]')) {
        const types = a.getAttributeNS(OPS, 'type') ?? ''
        if (!types.split(' ').includes('noteref')) continue
        const handler = new FootnoteHandler()
        let shown
        handler.addEventListener('before-render', ({ detail }) => {
            detail.view.style.display = 'none'
            document.body.append(detail.view)
        })
        handler.addEventListener('render', ({ detail }) => {
            const { doc } = detail.view.renderer.getContents()[0]
            shown = { id: detail.href.split('#')[1], type: detail.type, text: words(doc.body) }
            shown.hidden = detail.hidden
            setTimeout(() => detail.view.remove())
        })
        const href = section.resolveHref(a.getAttribute('href'))
        const event = new CustomEvent('link', { detail: { a, href }, cancelable: true })
        await handler.handle(view.book, event)
        found.push({ mark: words(a), from: section.id, ...shown })
    }
    return found
}

/** Has the note of this number pop up over the lower half of the page. */
async function popUp(section, number) {
    const doc = await section.createDocument()
    const a = [...doc.querySelectorAll('a[href]')]
        .filter(a => a.getAttributeNS(OPS, 'type') === 'noteref')[number - 1]
    const box = document.createElement('div')
    box.className = theme.dark ? 'popup dark' : 'popup'
    document.body.append(box)
    const handler = new FootnoteHandler()
    handler.addEventListener('before-render', ({ detail }) => {
        box.append(detail.view)
        detail.view.renderer.setAttribute('flow', 'scrolled')
        detail.view.renderer.setAttribute('margin', '0')
        detail.view.renderer.setAttribute('gap', '6%')
        detail.view.renderer.setStyles(sheet(theme, 90))
    })
    const href = section.resolveHref(a.getAttribute('href'))
    await handler.handle(view.book, new CustomEvent('link', { detail: { a, href }, cancelable: true }))
    await settled(box.firstChild)
}

window.reader = {
    async open(url, options) {
        const file = new File([await (await fetch(url)).blob()], 'book.epub')
        view = document.createElement('foliate-view')
        document.body.append(view)
        await view.open(file)
        theme = options
        if (theme.dark) document.body.style.background = '#121212'
        view.renderer.setAttribute('max-column-count', '1')
        view.renderer.setAttribute('margin', '32px')
        await view.goTo(0)
    },
    style(size) {
        view.renderer.setStyles(sheet(theme, size))
    },
    async facts() {
        const { book } = view
        const nested = items => (items ?? []).map(item => ({
            title: item.label, href: item.href, children: nested(item.subitems),
        }))
        const documents = []
        const notes = []
        for (const section of book.sections) {
            const doc = await section.createDocument()
            documents.push({
                href: section.id,
                text: words(doc.body ?? doc.documentElement),
                broken: Boolean(doc.querySelector('parsererror')),
            })
            notes.push(...await popups(section))
        }
        const cover = await book.getCover()
        return {
            metadata: book.metadata,
            toc: nested(book.toc),
            landmarks: book.landmarks?.map(({ label, href, type }) => ({ title: label, href, type })),
            pageList: book.pageList ?? null,
            direction: book.dir ?? null,
            cover: cover && { type: cover.type, size: cover.size },
            documents,
            notes,
        }
    },
    /**
     * By how many pixels each document is wider (taller, where lines are vertical) than the screen.
     * Without its tables, which need two dimensions (WCAG 2.2, section 1.4.10), unless asked for.
     */
    async overflow(tables) {
        view.renderer.setAttribute('flow', 'scrolled')
        const found = []
        for (const [index, section] of view.book.sections.entries()) {
            await view.goTo(index)
            await settled(view)
            const { doc } = view.renderer.getContents()[0]
            if (!tables) doc.querySelectorAll('table').forEach(table => table.remove())
            const vertical = getComputedStyle(doc.documentElement).writingMode.startsWith('vertical')
            const root = doc.documentElement
            const box = vertical
                ? root.scrollHeight - root.clientHeight
                : root.scrollWidth - root.clientWidth
            found.push({ href: section.id, pixels: box })
        }
        return found
    },
    async show(at) {
        document.querySelector('.popup')?.remove()
        await view.goTo(at.place ?? at)
        for (let turned = 0; turned < (at.turn ?? 0); turned++) await view.next()
        await settled(view)
        if (at.note) await popUp(view.book.sections.find(section => section.id === at.place), at.note)
    },
}
