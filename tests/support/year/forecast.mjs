// What should be: a plain calculation of who owes what by when, of lights and of reminders, from what people did.
// It shares nothing with the product but the rules themselves (domain.md §4 and §5, cgi/README.md “Time”).

/* ---- days: whole numbers since 1970-01-01, in China */
export const dayOf = (ms) => Math.floor((ms + 8 * 3600e3) / 864e5)
export const day = (text) => Date.parse(`${text}T00:00:00Z`) / 864e5
export const date = (n) => new Date(n * 864e5).toISOString().slice(0, 10)
export const at = (n, clock) => n * 864e5 - 8 * 3600e3 + Date.parse(`1970-01-01T${clock}Z`)
const weekday = (n) => (n + 3) % 7 // Monday is 0

/* ---- working days: the State Council's list for 2026; Monday to Friday where there is none */
const off = new Set(), on = new Set()
const span = (from, to) => Array.from({ length: day(to) - day(from) + 1 }, (_, i) => day(from) + i)
for (const [from, to] of [['2026-01-01', '2026-01-03'], ['2026-02-15', '2026-02-23'], ['2026-04-04', '2026-04-06'],
  ['2026-05-01', '2026-05-05'], ['2026-06-19', '2026-06-21'], ['2026-09-25', '2026-09-27'], ['2026-10-01', '2026-10-07']]) {
  span(from, to).forEach((n) => off.add(n))
}
for (const d of ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']) on.add(day(d))
export const isWorkday = (n) => on.has(n) || (weekday(n) < 5 && !off.has(n))
export function workday(n, steps) { // the working day that many steps after (before) a day
  for (const way = Math.sign(steps); steps !== 0; ) if (isWorkday((n += way))) steps -= way
  return n
}
export const workdays = (from, to) => { // after from, up to and with to
  let count = 0
  for (let n = from + 1; n <= to; n++) count += isWorkday(n)
  return count
}

/* ---- reporting periods */
function periodOf(cycle, n, days) {
  if (cycle === 'custom') { // counted from the Monday 1970-01-05
    const first = n - (n - day('1970-01-05')) % days
    return [first, first + days - 1]
  }
  if (cycle === 'weekly') return [n - weekday(n), n - weekday(n) + 6]
  const [year, month, mday] = date(n).split('-').map(Number)
  const end = Date.UTC(year, month, 0) / 864e5
  const first = Date.UTC(year, month - 1, 1) / 864e5
  if (cycle === 'monthly') return [first, end]
  return mday <= 15 ? [first, first + 14] : [first + 15, end]
}

/* ---- one matter */
const FEEDBACK = { simple: 3, hard: 5 }

export class Matter {
  /** fields: name, difficulty, cycle, limit (day), feedbackOn (day or 0) */
  constructor(fields) {
    Object.assign(this, { status: 'draft', pauses: [], parts: [], directives: [], selfCheckDays: 3, cycleFrom: 0, proposals: 0, rows: new Map(), reminders: [], ...fields })
  }

  /* ---- clocks: an open pause is known up to today */
  isPaused(n, today) {
    return this.pauses.some((p) => n >= p.from && (p.to ? n < p.to : n <= today))
  }
  get pausedNow() {
    return this.pauses.some((p) => !p.to)
  }
  /** The n-th working day after start that is not paused. */
  after(start, n, today) {
    for (let d = start; ; ) if (isWorkday(++d) && !this.isPaused(d, today) && --n === 0) return d
  }
  /** A limit that people set keeps as many unpaused working days as it had working days. */
  moved(from, limit, today) {
    for (let d = from + 1; d <= limit; d++) if (isWorkday(d) && this.isPaused(d, today)) return this.after(from, workdays(from, limit), today)
    return limit
  }

  /* ---- what is owed at an instant: [{kind, seq, part, owes, start, due, closedAt}] */
  owed(t) {
    const list = [], today = dayOf(t)
    if (this.proposals && (this.status === 'proposed' || this.answeredAt >= this.proposedAt)) {
      const start = dayOf(this.proposedAt)
      list.push({ kind: 'approval', seq: this.proposals, owes: 'leader', start, due: this.after(start, 3, today), closedAt: this.status === 'proposed' ? 0 : this.answeredAt })
    }
    if (this.status === 'issued') {
      for (const p of this.parts) list.push(...this.owedByPart(p, t))
      for (const { id, part, round, askedAt, answeredAt, due } of this.directives) { // an answer in writing
        const start = dayOf(askedAt)
        if (part.status !== 'withdrawn') list.push({ kind: 'directive', seq: id * 100 + round, part, owes: 'unit', start, due: this.moved(start, due, today), closedAt: answeredAt })
      }
    }
    const main = this.parts.filter((p) => p.kind !== 'assist' && p.status !== 'withdrawn')
    if (['issued', 'concluded'].includes(this.status) && main.length && main.every((p) => p.status === 'accepted')) {
      const start = dayOf(Math.max(...main.map((p) => p.acceptedAt)))
      list.push({ kind: 'reply', seq: 1, owes: 'office', start, due: this.after(start, 3, today), closedAt: this.concludedAt ?? 0 })
    }
    return list
  }

  owedByPart(p, t) {
    const today = dayOf(t), served = dayOf(p.servedAt), list = []
    const since = (ms, from) => (ms && ms >= from ? ms : 0)
    const first = (...all) => all.filter(Boolean).sort((a, b) => a - b)[0] ?? 0
    const report = (from, selfCheck) => p.reports.find((r) => !r.returnedAt && r.at >= from && (!selfCheck || r.selfCheck))?.at ?? 0
    const submitted = since(p.submittedAt, p.servedAt)
    const owe = (kind, seq, start, due, closedAt) => {
      const row = this.rows.get(key(p, kind, seq))
      list.push({ kind, seq, part: p, owes: kind === 'accept' ? 'office' : 'unit', start, due, closedAt })
      return isSettled(row) ? row.due : due
    }
    if (p.status === 'withdrawn') return list
    owe('sign', p.servedN, served, this.after(served, 1, today), p.status === 'refused' ? t : since(p.receivedAt, p.servedAt))
    if (p.status === 'refused') return list

    const feedback = this.feedbackOn >= served ? this.moved(served, this.feedbackOn, today) : this.after(served, FEEDBACK[this.difficulty], today)
    const isPlanned = this.needsPlan && p.kind !== 'assist', filed = p.plans.find((v) => v.status === 'filed')
    p.feedbackDue = owe('feedback', p.servedN, served, feedback, first(report(p.servedAt), submitted, isPlanned && p.plans[0]?.handedAt))
    const due = p.due = owe('result', p.servedN, p.limitFrom, this.moved(p.limitFrom, p.limit, today), submitted)

    if ((submitted ? dayOf(submitted) : today) > due) {
      const explained = p.explainedAt && dayOf(p.explainedAt) > due ? p.explainedAt : 0
      owe('explanation', Number(date(due).replaceAll('-', '')), due, this.after(due, 2, today), first(explained, submitted))
    }
    if (p.kind !== 'assist') {
      const checked = report(p.servedAt, true), ahead = workday(due, -this.selfCheckDays)
      const isNeedless = !checked && submitted && dayOf(submitted) <= ahead
      if (ahead > served && !isNeedless) owe('self_check', p.servedN, served, ahead, first(checked, submitted))
      const opened = isPlanned ? filed && dayOf(filed.decidedAt) : served // reports wait for the plan
      if (opened) this.oweReports(p, { today, opened, due, submitted, first, report, since, owe })
    }
    for (const r of p.reports) { // returned: to be written anew
      if (r.returnedAt >= p.servedAt) owe('report', -r.id, dayOf(r.returnedAt), this.after(dayOf(r.returnedAt), 2, today), first(report(r.returnedAt), since(submitted, r.returnedAt)))
    }
    if (isPlanned && p.receivedAt) this.owePlan(p, { today, submitted, owe })
    if (p.returnedN) {
      const start = p.rectifyOn ? p.rectifyFrom : dayOf(p.returnedAt)
      owe('rectify', p.returnedN, start, p.rectifyOn ? this.moved(start, p.rectifyOn, today) : this.after(start, 5, today), since(p.submittedAt, p.returnedAt))
    }
    if (submitted) {
      const start = dayOf(submitted), answered = first(since(p.acceptedAt, submitted), since(p.returnedAt, submitted))
      owe('accept', p.returnedN + (p.status === 'rectifying' ? 0 : 1), start, this.after(start, 3, today), p.status === 'submitted' ? 0 : answered)
    }
    return list
  }

  /** From the receipt, and anew from each return, until one is filed. */
  owePlan(p, { today, submitted, owe }) {
    const asked = [p.receivedAt, ...p.plans.filter((v) => v.status === 'returned').map((v) => v.decidedAt)]
    asked.forEach((ms, i) => owe('plan', i + 1, dayOf(ms), this.after(dayOf(ms), 5, today), p.plans[i]?.handedAt ?? submitted))
  }

  /** One by the last working day of each period after the opening and before the limit, unless that day is paused. */
  oweReports(p, { today, opened, due, submitted, first, report, since, owe }) {
    const begins = Math.max(opened, this.cycleFrom), period = (n) => periodOf(this.cycle, n, this.cycleDays)
    const closed = (from) => first(report(at(from, '00:00:00')), since(submitted, at(from, '00:00:00')))
    for (const row of this.rows.values()) { // of an earlier cycle, and missed
      if (begins > opened && row.part === p && row.kind === 'report' && row.seq > 0 && !row.outcome && row.due < begins) owe('report', row.seq, row.start, row.due, closed(row.start))
    }
    if (this.cycle === 'none') return
    for (let from = begins, [, end] = period(begins); from <= today; [, end] = period(end + 1)) {
      const [start] = period(end)
      let last = end
      while (last >= start && !isWorkday(last)) last--
      if (last >= due || (submitted && dayOf(submitted) < from)) return
      const seq = Number(date(end).replaceAll('-', '')), row = this.rows.get(key(p, 'report', seq))
      if (last < start || last <= begins || (this.isPaused(last, today) && !isSettled(row))) continue // it goes on in the next
      owe('report', seq, from, last, closed(from))
      from = last + 1
    }
  }

  /* ---- the register of it: what was settled stays, what is no longer owed is void */
  look(t) {
    const owed = this.owed(t), keys = new Set()
    for (const o of owed) {
      const k = key(o.part, o.kind, o.seq), row = this.rows.get(k)
      keys.add(k)
      if (isSettled(row)) continue
      const fresh = row ?? { ...o, original: o.due, openedOn: dayOf(t), told: 0 }
      Object.assign(fresh, { start: o.start, due: o.due, closedAt: o.closedAt, outcome: !o.closedAt ? '' : dayOf(o.closedAt) > o.due ? 'late' : 'done' })
      this.rows.set(k, fresh)
    }
    for (const [k, row] of this.rows) if (!row.outcome && !keys.has(k)) Object.assign(row, { closedAt: t, outcome: 'void' })
    if (this.status !== 'issued') return
    const limits = this.parts.filter((p) => p.kind !== 'assist' && !['withdrawn', 'refused'].includes(p.status)).map((p) => p.due)
    this.due = Math.max(this.moved(dayOf(this.issuedAt), this.limit, dayOf(t)), ...limits)
  }

  /* ---- lights */
  behind(start, due, progress, today) { // points behind an even plan over the unpaused working days
    let total = 0, gone = 0
    for (let d = start + 1; d <= due; d++) {
      if (!isWorkday(d) || this.isPaused(d, today)) continue
      total++
      gone += d <= today
    }
    return total ? gone * 100 / total - progress : 0
  }
  running(start, due, feedbackDue, progress, today) {
    if (this.pausedNow) return 'none'
    const behind = today > feedbackDue ? this.behind(start, due, progress, today) : 0
    if (today > due || behind > 30) return 'red'
    return workdays(today, due) <= 3 || behind >= 10 ? 'yellow' : 'green'
  }
  /** By unit, and the matter's own under ''. */
  lights(today) {
    const all = new Map()
    if (this.status === 'concluded') return all.set('', dayOf(this.concludedAt) > this.due ? 'red' : 'blue')
    const main = this.parts.filter((p) => p.kind !== 'assist' && p.status !== 'withdrawn')
    all.set('', this.running(dayOf(this.issuedAt), this.due, this.noticeFeedback, Math.min(...main.map((p) => p.progress)), today))
    for (const p of this.parts) {
      if (['withdrawn', 'refused'].includes(p.status)) continue // its clock stands until the office answers
      const isHandedInTime = p.status === 'submitted' && dayOf(p.submittedAt) <= p.due
      all.set(p.unit, p.status === 'accepted' ? (dayOf(p.submittedAt) > p.due ? 'red' : 'blue') : isHandedInTime && !this.pausedNow ? 'green' : this.running(dayOf(p.servedAt), p.due, p.feedbackDue, p.status === 'submitted' ? 100 : p.progress, today))
    }
    return all
  }

  /* ---- reminders: three and one working days before, on the day and one after; once each for a limit */
  remind(t) {
    const today = dayOf(t)
    if (!isWorkday(today) || this.pausedNow) return
    for (const row of this.rows.values()) {
      if (row.outcome) continue
      const last = isWorkday(row.due) ? row.due : workday(row.due, -1)
      const stages = { 't+1': workday(row.due, 1), t: last, 't-1': workday(last, -1), 't-3': workday(last, -3) }
      const [stage, on] = Object.entries(stages).find(([, d]) => d <= today) ?? []
      const isTold = this.reminders.some((r) => r.row === row && r.due === row.due && stages[r.stage] >= on)
      if (!stage || on <= row.openedOn || isTold) continue
      this.reminders.push({ row, stage, due: row.due, at: t, ordinal: ++row.told })
    }
  }
}

export const key = (part, kind, seq) => `${part?.unit ?? '-'} ${kind} ${seq}`
const isSettled = (row) => row?.outcome === 'done' || row?.outcome === 'late'
