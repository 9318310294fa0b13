import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import elementPlus from 'unplugin-element-plus/vite'
import { defineConfig } from 'vite'
import { serviceWorker } from './build/service-worker'
import { vantIconFont } from './build/vant-icon-font'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// Vendor code in groups of its own, so that a change of ours renames few files of dist.
const groups = [
  {
    name: 'vendor-core',
    test: /node_modules\/(@vue|vue|vue-router|pinia|nostics|vue-demi|openapi-fetch|@tanstack\/vue-query|@tanstack\/query-core|@tanstack\/match-sorter-utils)\//,
    priority: 30,
  },
  {
    name: 'vendor-element',
    test: /node_modules\/(element-plus|@element-plus|@floating-ui|@popperjs|@sxzz|async-validator|dayjs|lodash|@ctrl|@vueuse|memoize-one|normalize-wheel)/,
    priority: 10,
  },
  { name: 'vendor-vant', test: /node_modules\/(vant|@vant)\//, priority: 10 },
]

export default defineConfig({
  plugins: [
    vue(),
    ...(process.env.VITEST ? [] : [elementPlus({ ignoreComponents: ['AutoResizer'] })]),
    vantIconFont(),
    serviceWorker(),
  ],
  resolve: { alias: { '@': here('src') } },
  build: {
    target: ['chrome86', 'edge86', 'firefox78', 'safari14'],
    cssTarget: ['chrome86', 'edge86', 'firefox78', 'safari14'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: here('index.html'), m: here('m.html') },
      output: { codeSplitting: { groups } },
    },
  },
  server: { proxy: { '/api': process.env.DUBAN_API ?? 'http://127.0.0.1:8080' } },
})
