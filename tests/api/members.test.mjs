// R8: a body may hold what its form has and nothing else, whatever other objects have.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as } from '../support/client.mjs'
import { contract } from '../support/contract.mjs'

const { document, operations } = await contract()
const known = [...new Set(Object.values(document.components.schemas).flatMap((schema) => Object.keys(schema.properties ?? {})))]
const AT_ONCE = 40 // a problem names at most 50 fields

const shapeOf = (operation) => {
  const { $ref } = operation.requestBody?.content?.['application/json']?.schema ?? {}
  return $ref && document.components.schemas[$ref.split('/').at(-1)]
}

let tried = 0
for (const { method, path, operation } of operations.filter((o) => shapeOf(o.operation) && o.operation.security.length)) {
  test(`[R8] ${method} ${path} takes no member that its form does not have`, async () => {
    const client = await as(operation['x-roles'][0])
    const own = Object.keys(shapeOf(operation).properties)
    const foreign = known.filter((name) => !own.includes(name))
    for (let i = 0; i < foreign.length; i += AT_ONCE) {
      const names = foreign.slice(i, i + AT_ONCE)
      const answer = await client.send(method, path.replace(/\{[^}]+\}/g, '999999999'),
        Object.fromEntries(names.map((name) => [name, 1])), { version: 1 })
      assert.equal(answer.status, 422)
      const refused = answer.body.errors.map((e) => e.pointer)
      for (const name of names) assert.ok(refused.includes(`#/${name}`), name)
      tried += names.length
    }
  })
}
test('[R8] many were tried', () => {
  console.log(`# ${tried} foreign members tried`)
  assert.ok(tried > 2000, `${tried}`)
})
