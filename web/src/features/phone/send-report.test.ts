import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Problem } from '@/api/problem'
import { sendReport, type Sending } from './send-report'

const client = vi.hoisted(() => ({ act: vi.fn(), upload: vi.fn() }))
vi.mock('@/api/wire', () => client)

const fields = { done: '甲', effect: '乙', problem: '无', next_step: '丙', progress: 60, needs_help: false, unchanged: false, self_check: true }
const photo = (id: string, fileId: number | null = null) => ({ id, name: `${id}.jpg`, blob: new Blob(['x']), fileId })

function sending(more: Partial<Sending> = {}): Sending {
  return { assignmentId: 101, key: 'k1', fields, photos: [], tell: vi.fn(), keep: vi.fn(async () => {}), signal: new AbortController().signal, ...more }
}

describe('[A4.3.1] sending a report from the phone', () => {
  let next = 0
  beforeEach(() => {
    next = 50
    client.upload.mockReset().mockImplementation(async () => ({ id: next++ }))
    client.act.mockReset().mockResolvedValue({ id: 1, message: '已报送' })
  })

  it('uploads the photos, then files the report that names them', async () => {
    const photos = [photo('a'), photo('b')]
    await sendReport(sending({ photos }))
    expect(client.act).toHaveBeenCalledWith('/api/assignments/101/reports', { ...fields, file_ids: [50, 51] }, { key: 'k1' })
  })

  it('does not upload again what has arrived before the cut, and keeps the key', async () => {
    client.upload.mockImplementationOnce(async () => ({ id: 50 })).mockRejectedValueOnce(new Problem(0, {}))
    const mine = sending({ photos: [photo('a'), photo('b')] })
    await expect(sendReport(mine)).rejects.toMatchObject({ isNetwork: true })
    expect(mine.keep).toHaveBeenCalledTimes(1)
    await sendReport(mine)
    expect(client.upload).toHaveBeenCalledTimes(3)
    expect(client.act.mock.calls[0]![2]).toEqual({ key: 'k1' })
  })

  it('uploads anew when the server has cleared the photos away', async () => {
    client.act.mockRejectedValueOnce(new Problem(422, { errors: [{ pointer: '#/file_ids/0', detail: '没有这个文件' }] }))
    await sendReport(sending({ photos: [photo('a', 7)] }))
    expect(client.act.mock.calls[1]![1]).toMatchObject({ file_ids: [50] })
  })

  it('leaves other faults to the form', async () => {
    client.act.mockRejectedValueOnce(new Problem(422, { errors: [{ pointer: '#/done', detail: '必须填写' }] }))
    await expect(sendReport(sending())).rejects.toMatchObject({ fields: { done: '必须填写' } })
    expect(client.act).toHaveBeenCalledTimes(1)
  })

  it('sends no sections when nothing has changed', async () => {
    await sendReport(sending({ fields: { ...fields, unchanged: true } }))
    expect(client.act.mock.calls[0]![1]).toEqual({ progress: 60, needs_help: false, unchanged: true, file_ids: [] })
  })
})
