// The OpenAPI document as the judge of every answer: status, content type, body.
import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { stack } from './stack.mjs'

let loading
const judges = new Map()

/** {document, operations: [{method, path, pattern, operation}], ajv} of the running instance. */
export function contract() {
  loading ??= load()
  return loading
}

async function load() {
  const { url } = await stack()
  const document = await (await fetch(`${url}/api/openapi.json`)).json()
  const ajv = new Ajv.default({ strict: false, allErrors: true, validateFormats: true })
  addFormats.default(ajv)
  ajv.addSchema({ ...document, $id: 'duban' })
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
      .map(([method, operation]) => ({ method: method.toUpperCase(), path, pattern: toPattern(path), operation })))
  return { document, operations, ajv }
}

function toPattern(path) {
  return new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`)
}

/** The operation that a concrete address calls; a fixed path wins over one with a parameter. */
export async function operationOf(method, address) {
  const { operations } = await contract()
  const path = address.split('?')[0]
  return operations
    .filter((o) => o.method === method && o.pattern.test(path))
    .sort((a, b) => a.path.split('{').length - b.path.split('{').length)[0]
}

export async function checkAnswer(method, address, answer) {
  const found = await operationOf(method, address)
  const name = `${method} ${address} → ${answer.status}`
  if (answer.status >= 400) {
    await checkProblem(name, answer)
    return
  }
  if (!found) return
  // with-stack.mjs asks at the end which operations no test has called with success.
  if (process.env.DUBAN_ANSWERED) appendFileSync(process.env.DUBAN_ANSWERED, `${found.method} ${found.path}\n`)
  const said = found.operation.responses[answer.status]
  assert.ok(said, `${name}: the document knows no such status`)
  if (answer.status === 204 || answer.status === 304) {
    assert.equal(answer.bytes.length, 0, `${name}: there must be no body`)
    return
  }
  const json = Object.keys(said.content ?? {}).find((type) => /json/.test(type))
  if (!json) return
  await judge(name, ['paths', found.path, method.toLowerCase(), 'responses', String(answer.status), 'content', json, 'schema'],
    answer.body)
}

/** problem+json with a request id and a Chinese sentence, and nothing of the inside. */
async function checkProblem(name, answer) {
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/, `${name}: not a problem`)
  const problem = answer.body
  assert.equal(problem.status, answer.status, `${name}: status differs`)
  assert.match(problem.type, /^\/problems\/[a-z][a-z0-9-]*$/, `${name}: type`)
  assert.match(problem.title, /\p{Script=Han}/u, `${name}: title is not Chinese`)
  assert.match(problem.detail, /\p{Script=Han}/u, `${name}: detail is not Chinese: ${problem.detail}`)
  assert.ok(problem.instance?.length >= 8, `${name}: no request id`)
  assert.doesNotMatch(answer.bytes.toString('utf8'), /SELECT |INSERT |mysql|mariadb|\.c:\d|\/home\/|nginx/i, `${name}: tells of the inside`)
  for (const error of problem.errors ?? []) {
    assert.match(error.pointer, /^(#(\/|$)|\?\w+$)/, `${name}: pointer ${error.pointer}`)
    assert.match(error.detail, /\p{Script=Han}/u, `${name}: ${error.detail}`)
  }
}

async function judge(name, path, body) {
  const { ajv } = await contract()
  const pointer = path.map((part) => encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1'))).join('/')
  if (!judges.has(pointer)) judges.set(pointer, ajv.compile({ $ref: `duban#/${pointer}` }))
  const validate = judges.get(pointer)
  assert.ok(validate(body), `${name}: ${JSON.stringify(validate.errors?.slice(0, 3))}\n${JSON.stringify(body)?.slice(0, 600)}`)
}
