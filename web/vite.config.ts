import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import elementPlus from 'unplugin-element-plus/vite'
import { defineConfig } from 'vite'
import { serviceWorker } from './build/service-worker.ts'
import { vantIconFont } from './build/vant-icon-font.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// Vendor code in groups of its own, so that a change of ours renames few files of dist. A group takes along
// what its files import, those of a higher priority first.
const groups = [
  {
    name: 'vendor-core',
    test: /node_modules\/(@vue|vue|vue-router|pinia|nostics|vue-demi)\//,
    priority: 30,
  },
  // What pages need to ask the server, and the entries do not; the phone's report does without the typed client.
  { name: 'vendor-fetch', test: /node_modules\/openapi-fetch\//, priority: 20 },
  { name: 'vendor-query', test: /node_modules\/(@tanstack\/(vue-query|query-core|match-sorter-utils))\//, priority: 20 },
  {
    name: 'vendor-element',
    test: /node_modules\/(element-plus|@element-plus|@floating-ui|@popperjs|@sxzz|async-validator|dayjs|lodash|@ctrl|@vueuse|memoize-one|normalize-wheel)/,
    priority: 10,
  },
  { name: 'vendor-vant', test: /node_modules\/(vant|@vant)\//, priority: 10 },
  // What both entries begin with.
  { name: 'core', test: /\/src\/(api\/(wire|problem)|format\/dates|app\/(session|router|mount|feature))/, priority: 5 },
]

export default defineConfig({
  plugins: [
    vue(),
    ...(process.env.VITEST ? [] : [elementPlus({ ignoreComponents: ['AutoResizer'] })]),
    vantIconFont(),
    serviceWorker(),
  ],
  // Element and Vant are written without the options API; the devtools hooks have no use on the intranet.
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
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
