import { describe, expect, it } from 'vitest'
import { begunFrom, merged } from './sections'

const of = (unit_name: string, done: string) => ({ unit_name, done, effect: '', problem: '无', next_step: '' })

describe('[A2.2.2] summing up what assisting units reported', () => {
  it('puts them behind the own words, a paragraph each, and never twice', () => {
    const reports = [of('疾控中心', '已供名单'), of('监督所', '已查三家')]
    const once = merged('已开会', 'done', reports)
    expect(once).toBe('已开会\n疾控中心：已供名单\n监督所：已查三家')
    expect(merged(once, 'done', reports)).toBe(once)
    expect(merged('', 'done', reports.slice(0, 1))).toBe('疾控中心：已供名单')
  })
})

describe('[A4.3.1] a draft that was sent back', () => {
  const body = { done: '甲', effect: '乙', problem: '无', next_step: '丙', progress: 60, needs_help: true, unchanged: false, self_check: true, file_ids: [7], cite_ids: [] }
  it('is gone on from with all that was written, without its files', () => {
    expect(begunFrom(body)).toEqual({ done: '甲', effect: '乙', problem: '无', next_step: '丙', progress: 60, needs_help: true, self_check: true })
  })
})
