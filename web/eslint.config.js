import globals from 'globals'
import tseslint from 'typescript-eslint'
import vue from 'eslint-plugin-vue'
import a11y from 'eslint-plugin-vuejs-accessibility'

const tooNew = ['at', 'toSorted', 'toReversed', 'findLast', 'findLastIndex', 'hasOwn', 'randomUUID', 'withResolvers', 'groupBy', 'replaceAll']

export default tseslint.config(
  { ignores: ['dist/', 'src/api/schema.d.ts'] },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  ...a11y.configs['flat/recommended'],
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      'no-restricted-syntax': [
        'error',
        ...tooNew.map((name) => ({
          selector: `CallExpression > MemberExpression.callee[property.name='${name}']`,
          message: `${name} is missing in the oldest browser that we serve`,
        })),
      ],
      'no-restricted-imports': ['error', { paths: ['vant/lib/index.css', 'element-plus/dist/index.css'] }],
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      'vue/no-static-inline-styles': ['error', { allowBinding: true }],
      'vue/no-v-html': 'error',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': ['error', { html: { void: 'any' } }],
      'vue/require-default-prop': 'off',
      'vue/multi-word-component-names': 'error',
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
      'vuejs-accessibility/form-control-has-label': 'off',
      'vuejs-accessibility/no-autofocus': 'off',
      'vuejs-accessibility/no-static-element-interactions': 'error',
    },
  },
  { files: ['build/*.mjs', '*.config.js'], languageOptions: { globals: { ...globals.node } } },
)
