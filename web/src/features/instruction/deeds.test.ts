import { expect, test } from 'vitest'
import { deedBody, startValues } from '@/ui/deed/deed'
import { instructRequest, instructionRequest, type InstructionDetail } from './deeds'

const units = [{ id: 12, name: '市立医院' }]
const detail = (fields: object) =>
  ({ instruction: { id: 4, version: 2, text: '查清原因', answer: null, due_on: null, matter_id: 9, matter_status: 'issued', ...fields }, units, directives: [], files: [], chain: [] }) as unknown as InstructionDetail
const names = (request: ReturnType<typeof instructionRequest>) => request?.deed.fields.map((field) => field.name)

test('the head is offered no head; on a matter a day is needed', () => {
  expect(instructRequest({ units, isHead: true }).deed.fields.map((field) => field.name)).toEqual(['text', 'due_on', 'unit_ids', 'file_ids'])
  const onMatter = instructRequest({ units, isHead: false, matterId: 9 }).deed
  expect(onMatter.fields.map((field) => [field.name, Boolean(field.required)])).toEqual([['text', true], ['due_on', true], ['unit_ids', false], ['to_head', false], ['file_ids', false]])
  expect(deedBody(onMatter, startValues(onMatter))).toMatchObject({ matter_id: 9 })
})

test('what follows stays on the matter while that runs, and begins with the same units', () => {
  const running = instructionRequest('follow', detail({}), { units, isHead: true })!
  expect([running.path, running.version, running.deed.constants]).toEqual(['/api/instructions/4/follow', 2, { matter_id: 9 }])
  expect(startValues(running.deed).unit_ids).toEqual([12])
  expect(instructionRequest('follow', detail({ matter_status: 'concluded' }), { units, isHead: true })!.deed.constants).toBeUndefined()
})

test('each action of the server has its dialog, another has none', () => {
  const place = { units, isHead: true }
  for (const action of ['confirm', 'decline', 'close', 'withdraw']) expect(names(instructionRequest(action, detail({}), place))).toEqual(['opinion'])
  expect(names(instructionRequest('file', detail({}), place))).toEqual([])
  expect(instructionRequest('unknown', detail({}), place)).toBeNull()
})
