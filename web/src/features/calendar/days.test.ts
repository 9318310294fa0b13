import { describe, expect, it } from 'vitest'
import { parseDays, spanWord, textOf } from './days'

describe('the list of a year, as text', () => {
  it('reads days and spans, with the year left out too', () => {
    const { days, faults } = parseDays('1月1日 放假 元旦\n\n2027-02-05至2027-02-07 休 春节\n2月20日 班', 2027)
    expect(faults).toEqual([])
    expect(days.map((one) => `${one.day} ${one.kind} ${one.name}`)).toEqual([
      '2027-01-01 holiday 元旦',
      '2027-02-05 holiday 春节',
      '2027-02-06 holiday 春节',
      '2027-02-07 holiday 春节',
      '2027-02-20 workday 调休上班',
    ])
  })
  it('names the line that it cannot read', () => {
    expect(parseDays('2027-01-01 放假\n2027-02-30 放假\n2027-03-01 加班', 2027).faults).toEqual([
      '第 2 行：看不懂日期“2027-02-30”',
      '第 3 行：日期后面请写“放假”或“调休上班”',
    ])
  })
  it('goes there and back unchanged', () => {
    const { days } = parseDays('2027-05-01 放假 劳动节\n2027-05-08 调休上班 劳动节调休', 2027)
    expect(parseDays(textOf(days), 2027).days).toEqual(days)
  })
})

describe('the length of a rule', () => {
  it('reads as people say it', () => {
    expect([spanWord({ n: 3, unit: 'workday' }), spanWord({ n: 15, unit: 'day' }), spanWord({ n: 2, unit: 'month' })]).toEqual(['3 个工作日', '15 日', '2 个月'])
  })
})
