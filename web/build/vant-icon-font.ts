import type { Plugin } from 'vite'

// Vant's icon style sheet falls back to a font on a foreign host; the intranet has only the woff2 in it.
export function vantIconFont(): Plugin {
  return {
    name: 'vant-icon-font',
    enforce: 'pre',
    transform(code, id) {
      if (!/vant\/(es|lib)\/icon\/index\.css/.test(id))
        return null
      return { code: code.replace(/,\s*url\(["']?(https?:)?\/\/[^)]*\)\s*format\(["']?[\w-]+["']?\)/g, ''), map: null }
    },
  }
}
