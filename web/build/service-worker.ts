import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const source = fileURLToPath(new URL('../src/sw/worker.js', import.meta.url))

// Emits /sw.js: the worker's text with the list of files that the phone needs to open without a line.
// Its name for the cache is a digest of that list, so that equal builds give equal bytes.
export function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const chunks = Object.values(bundle)
        const wanted = chunks
          .filter((chunk) => /^assets\/.*\.(js|css)$/.test(chunk.fileName) && !/vendor-element|desk/.test(chunk.fileName))
          .map((chunk) => '/' + chunk.fileName)
          .sort()
        const files = JSON.stringify(wanted)
        const version = createHash('sha256').update(files).digest('hex').slice(0, 12)
        const text = readFileSync(source, 'utf8').replace('__VERSION__', version).replace('__FILES__', files)
        this.emitFile({ type: 'asset', fileName: 'sw.js', source: text })
      },
    },
  }
}
