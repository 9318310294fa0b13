import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const source = fileURLToPath(new URL('../src/sw/worker.js', import.meta.url))

interface Chunk {
  imports: string[]
  dynamicImports: string[]
  viteMetadata?: { importedCss: Set<string> }
}

// Every file that the phone may come to load, from its entry on.
function filesOfPhone(chunks: Map<string, Chunk>): string[] {
  const files = new Set<string>()
  const visit = (name: string) => {
    const chunk = chunks.get(name)
    if (!chunk || files.has(name)) return
    files.add(name)
    chunk.viteMetadata?.importedCss.forEach((css) => files.add(css))
    for (const next of [...chunk.imports, ...chunk.dynamicImports]) visit(next)
  }
  for (const name of chunks.keys()) if (/^assets\/m-/.test(name)) visit(name)
  return [...files].map((name) => `/${name}`).sort()
}

// Emits /sw.js: the worker's text with the list of files that the phone needs to open without a line. Its
// cache is named by a digest of that list, so that equal builds give equal bytes.
export function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const chunks = new Map<string, Chunk>()
        for (const item of Object.values(bundle)) if (item.type === 'chunk') chunks.set(item.fileName, item)
        const files = JSON.stringify(filesOfPhone(chunks))
        const version = createHash('sha256').update(files).digest('hex').slice(0, 12)
        const text = readFileSync(source, 'utf8').replace('__VERSION__', version).replace('__FILES__', files)
        this.emitFile({ type: 'asset', fileName: 'sw.js', source: text })
      },
    },
  }
}
