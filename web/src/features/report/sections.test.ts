import { describe, expect, it } from 'vitest'
import { merged } from './sections'

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
