// What people do in the year: each matter has a course of its own, drawn from a seed, so that a year can be lived
// again exactly. What they did becomes a fact of the forecast in the same step.
import assert from 'node:assert/strict'
import { at, date, key, Matter, workday } from './forecast.mjs'

const UNITS = [12, 13, 14, 15, 16, 17, 18, 19, 4, 5, 7]
const HEADS = { 12: 'department', 13: 'hujianguo', 14: 'xueqingsong', 15: 'changlihong', 16: 'qianweidong', 17: 'rentiecheng', 18: 'jianghongxia',
  19: 'shenzhiyuan', 4: 'daihongbin', 5: 'yuchunlan', 7: 'leizhenhua' }
const LIAISONS = { 12: 'liaison', 13: 'duanli', 14: 'yinxue', 15: 'maoxinyu', 16: 'guoyang', 17: 'ludan', 18: 'fukai', 19: 'pengjing', 4: 'zhangruoxi', 5: 'kongdeming',
  7: 'huangxu' }

const EXCUSE = { reason: '设备没有到货，需要延期。', progress_so_far: '过半。', measures: '加派人手。' }

const cycleOf = (luck) => {
  const cycle = luck.of(['weekly', 'weekly', 'half_monthly', 'monthly', 'custom', 'none'])
  return { cycle, cycleDays: cycle === 'custom' ? luck.of([3, 10, 14, 20]) : undefined }
}

/** Chance from a seed (mulberry32). */
function chance(seed) {
  const next = () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return { is: (p) => next() < p, from: (a, b) => a + Math.floor(next() * (b - a + 1)), of: (list) => list[Math.floor(next() * list.length)] }
}

export class Year {
  constructor(instance, count, from, until) {
    Object.assign(this, { instance, matters: [], from, until, today: from, acts: {} })
    this.plans = Array.from({ length: count }, (_, i) => {
      const luck = chance(20260000 + i)
      const start = workday(from + Math.floor(i * (until - from - 30) / count), 1)
      return [{ wake: start, run: this.course(i, luck) }]
    })
  }

  /** All that people do on this day, a second and more apart. */
  async live(today) {
    this.today = today
    this.now = at(today, '09:00:00')
    for (const plan of this.plans) {
      for (let i = 0; i < plan.length; i++) {
        while (plan[i].wake <= today) {
          const { value, done } = await plan[i].run.next()
          plan[i].wake = done ? Infinity : Math.max(value, today + 1)
        }
      }
    }
  }

  async call(login, method, path, body, version) {
    this.now += 11000
    this.instance.setPeople(this.now)
    return this.instance.call(login, method, path, body, version)
  }

  /** An action that must succeed, then its fact; what people then owe is looked at anew. */
  async act(m, login, path, body, fact, version) {
    const [, table, id] = path.match(/^\/api\/(matter|assignment|extension|suspension|plan|directive)s\/(\d+)/) ?? []
    if (id && !version) version = (await this.instance.db(`SELECT version FROM ${table} WHERE id = ${id}`))[0][0]
    const answer = await this.call(login, 'POST', path, body, version)
    assert.ok(answer.status < 300, `${m.name} on ${date(this.today)}: ${path}: ${JSON.stringify(answer.body)}`)
    const name = path.split('/').at(-1)
    this.acts[name] = (this.acts[name] ?? 0) + 1
    fact?.(this.now, answer.body)
    m.look(this.now)
    return answer.body
  }

  /* ---- a matter: registered, approved, issued, concluded */
  async *course(i, luck) {
    const name = `第${String(i).padStart(3, '0')}号`
    const kinds = luck.of([['lead'], ['lead'], ['lead', 'assist'], ['parallel', 'parallel'], ['parallel', 'parallel', 'assist']])
    const first = luck.from(0, UNITS.length - 1)
    const limit = this.today + luck.from(14, 60)
    const m = new Matter({ name, difficulty: luck.of(['simple', 'hard']), ...cycleOf(luck), limit,
      feedbackOn: luck.is(0.25) ? this.today + luck.from(0, 9) : 0, needsPlan: luck.is(0.2), selfCheckDays: luck.is(0.2) ? luck.from(1, 8) : 3 })
    m.parts = kinds.map((kind, n) => ({ unit: UNITS[(first + n) % UNITS.length], kind, own: n > 0 && luck.is(0.4) ? limit - luck.from(0, 5) : 0 }))
    m.parts.sort((a, b) => a.unit - b.unit)
    const body = { source: 'meeting', origin_title: '委务会', title: name, content: '把事情办好。', requirement: '按时限办结。', due_on: date(limit),
      difficulty: m.difficulty, report_cycle: m.cycle, ...(m.cycleDays && { cycle_days: m.cycleDays }), needs_plan: m.needsPlan, ...(m.selfCheckDays !== 3 && { self_check_days: m.selfCheckDays }),
      proposal: '拟请办理。', units: m.parts.map((p) => ({ unit_id: p.unit, kind: p.kind, ...(p.own && { due_on: date(p.own) }) })) }
    if (m.feedbackOn) body.leader_feedback_on = date(m.feedbackOn)
    m.id = (await this.act(m, 'office', '/api/matters', body)).id
    for (const [unit, id] of await this.instance.db(`SELECT unit_id, id FROM assignment WHERE matter_id = ${m.id}`)) m.parts.find((p) => p.unit === Number(unit)).id = id
    this.matters.push(m)
    const path = `/api/matters/${m.id}`

    for (let isReturned = luck.is(0.15); ; isReturned = false) {
      await this.act(m, 'office', `${path}/propose`, { proposal: '拟请办理。' }, (now) => Object.assign(m, { status: 'proposed', proposals: m.proposals + 1, proposedAt: now }))
      yield workday(this.today, luck.from(1, 5))
      if (!isReturned) break
      await this.act(m, 'leader', `${path}/return`, { opinion: '请补充依据。' }, (now) => Object.assign(m, { status: 'draft', answeredAt: now }))
      yield workday(this.today, luck.from(1, 3))
    }
    const limitSet = m.limit < this.today + 10 || luck.is(0.1) ? this.today + luck.from(12, 40) : 0 // by the leader
    await this.act(m, 'leader', `${path}/approve`, { opinion: '同意。', ...(limitSet && { due_on: date(limitSet) }) }, (now) => {
      Object.assign(m, { status: 'approved', answeredAt: now, limit: limitSet || m.limit })
      for (const p of m.parts) if (p.own > m.limit) p.own = 0
    })
    yield workday(this.today, luck.from(1, 2))
    await this.act(m, 'office', `${path}/issue`, undefined, (now) => {
      const feedback = m.feedbackOn >= this.today ? m.feedbackOn : workday(this.today, m.difficulty === 'hard' ? 5 : 3)
      Object.assign(m, { status: 'issued', issuedAt: now, noticeFeedback: feedback })
      m.parts.forEach((p) => this.serve(m, p, now))
    })
    const plan = this.plans[i]
    m.parts.forEach((p) => plan.push({ wake: luck.is(0.4) ? this.today : workday(this.today, luck.from(1, 3)), run: this.part(m, p, luck) }))
    if (luck.is(0.35)) plan.push({ wake: workday(this.today, luck.from(3, 10)), run: this.pauses(m, luck) })
    if (luck.is(0.15)) plan.push({ wake: workday(this.today, luck.from(2, 12)), run: this.changeCycle(m, luck) })
    if (luck.is(0.2)) plan.push({ wake: workday(this.today, luck.from(2, 10)), run: this.inquire(m, m.parts[0], luck) })
    if (luck.is(0.04)) plan.push({ wake: workday(this.today, luck.from(5, 20)), run: this.cancel(m) })
    yield* this.conclude(m, luck)
  }

  serve(m, p, now) {
    Object.assign(p, { status: 'pending', servedAt: now, servedN: 1, limitFrom: this.today, limit: p.own || m.limit, reports: [], plans: [], returnedN: 0, progress: 0 })
  }

  async *conclude(m, luck) {
    for (let wait = luck.from(0, 5); m.status === 'issued'; ) {
      yield workday(this.today, 1)
      const main = m.parts.filter((p) => p.kind !== 'assist' && p.status !== 'withdrawn')
      const isReady = main.every((p) => p.status === 'accepted') && !m.parts.some((p) => ['submitted', 'refused'].includes(p.status)) &&
        !m.pausedNow && !m.directives.some((d) => !d.answeredAt)
      if (m.status !== 'issued' || !isReady || wait-- > 0) continue
      await this.act(m, 'office', `/api/matters/${m.id}/conclude`, { answer: '已办结。', answered_to: '委务会' }, (now) => Object.assign(m, { status: 'concluded', concludedAt: now }))
    }
  }

  /* ---- what befalls it */
  async *pauses(m, luck) {
    for (let again = 3; again > 0 && m.status === 'issued'; again--) {
      const untilOn = luck.is(0.5) ? { until_on: date(this.today + luck.from(3, 12)) } : {}
      await this.act(m, 'office', `/api/matters/${m.id}/suspend`, { reason: '等待上级批复后再办理。', ...untilOn })
      yield workday(this.today, luck.from(0, 3))
      if (m.status !== 'issued') return
      const [[id]] = await this.instance.db(`SELECT id FROM suspension WHERE matter_id = ${m.id} ORDER BY id DESC LIMIT 1`)
      const isRefused = luck.is(0.15)
      await this.act(m, 'leader', `/api/suspensions/${id}/${isRefused ? 'refuse' : 'approve'}`, { opinion: '已阅。' }, () => isRefused || m.pauses.push({ from: this.today, to: 0 }))
      yield workday(this.today, luck.from(1, 12))
      if (m.status !== 'issued') return
      if (m.pausedNow) await this.act(m, 'office', `/api/matters/${m.id}/resume`, { reason: '批复已到。' }, () => (m.pauses.find((p) => !p.to).to = this.today))
      if (!luck.is(0.5)) return
      yield workday(this.today, luck.from(1, 8))
    }
  }

  async *changeCycle(m, luck) {
    if (m.status !== 'issued') return
    const { cycle, cycleDays } = cycleOf(luck), days = luck.is(0.5) ? luck.from(1, 8) : undefined
    const isOther = cycle !== m.cycle || cycleDays !== m.cycleDays
    await this.act(m, 'office', `/api/matters/${m.id}/cycle`,
      { report_cycle: cycle, ...(cycleDays && { cycle_days: cycleDays }), ...(days && { self_check_days: days }), why: '减轻负担。' },
      () => Object.assign(m, { cycle, cycleDays, cycleFrom: isOther ? this.today : m.cycleFrom, selfCheckDays: days ?? 3 }))
  }

  /** A call after which the unit answers in writing, perhaps twice. */
  async *inquire(m, p, luck) {
    if (m.status !== 'issued' || !['pending', 'received', 'underway'].includes(p.status)) return
    const due = this.today + luck.from(2, 9)
    await this.act(m, 'office', `/api/assignments/${p.id}/contacts`,
      { method: 'call', counterpart: '经办人', points: '询问进度。', demand: '书面说明。', answer_by: date(due) })
    const [[id]] = await this.instance.db(`SELECT id FROM directive WHERE assignment_id = ${p.id} ORDER BY id DESC LIMIT 1`)
    const asked = { id: Number(id), part: p, round: 0, askedAt: this.now, answeredAt: 0, due }
    m.directives.push(asked)
    m.look(this.now)
    for (let isReturned = true; isReturned; ) {
      yield workday(this.today, luck.from(1, 8))
      if (m.status !== 'issued' || p.status === 'withdrawn') return
      await this.act(m, LIAISONS[p.unit], `/api/directives/${id}/answer`, { text: '已办一半，按计划进行。' }, (now) => (asked.answeredAt = now))
      yield workday(this.today, luck.from(1, 3))
      isReturned = luck.is(0.3)
      if (m.status !== 'issued' || p.status === 'withdrawn') return
      const again = this.today + luck.from(2, 9)
      await this.act(m, 'office', `/api/directives/${id}/${isReturned ? 'return' : 'close'}`, { reason: '请写明数字。', ...(isReturned && { due_on: date(again) }) },
        (now) => isReturned && Object.assign(asked, { round: asked.round + 1, askedAt: now, answeredAt: 0, due: again }))
    }
  }

  async *cancel(m) {
    if (m.status === 'issued') await this.act(m, 'leader', `/api/matters/${m.id}/cancel`, { reason: '情况已变，不再办理。' }, () => (m.status = 'cancelled'))
  }

  /* ---- a unit's part: signed for, reported on, submitted, accepted */
  async *part(m, p, luck) {
    const path = `/api/assignments/${p.id}`, head = HEADS[p.unit], liaison = LIAISONS[p.unit]
    if (m.status !== 'issued') return
    if (luck.is(0.08)) {
      await this.act(m, head, `${path}/refuse`, { reason: '不属本单位职责。' }, () => (p.status = 'refused'))
      yield workday(this.today, luck.from(1, 3))
      if (m.status !== 'issued') return
      if (p.kind === 'assist' && luck.is(0.5)) {
        await this.act(m, 'office', `${path}/withdraw`, { reason: '改由他人协办。' }, () => (p.status = 'withdrawn'))
        return
      }
      await this.act(m, 'office', `${path}/insist`, { reason: '请按通知办理。' }, (now) => Object.assign(p, { status: 'pending', servedAt: now, servedN: p.servedN + 1 }))
      yield workday(this.today, luck.from(1, 3))
      if (m.status !== 'issued') return
    }
    await this.act(m, liaison, `${path}/receive`, undefined, (now) => Object.assign(p, { status: 'received', receivedAt: now }))
    if (m.needsPlan && p.kind !== 'assist') yield* this.planning(m, p, luck)
    yield* this.work(m, p, luck)
    while (m.status === 'issued' && p.status === 'submitted') {
      yield workday(this.today, luck.from(1, 5))
      if (m.status !== 'issued') return
      if (!luck.is(0.25)) {
        await this.act(m, 'office', `${path}/accept`, { verdict: '符合要求。' }, (now) => Object.assign(p, { status: 'accepted', acceptedAt: now, progress: 100 }))
        return
      }
      await this.act(m, 'office', `${path}/return`, { verdict: '材料不全。' }, (now) => Object.assign(p, { status: 'rectifying', returnedAt: now, returnedN: p.returnedN + 1, rectifyOn: 0 }))
      if (luck.is(0.3)) yield* this.extendRectification(m, p, luck)
      yield workday(this.today, luck.from(1, 9))
      if (m.status === 'issued') await this.submit(m, p)
    }
  }

  /** A plan: handed in, and again when it was returned, until it is filed. */
  async *planning(m, p, luck) {
    for (let isFiled = false; !isFiled; ) {
      yield workday(this.today, luck.from(1, 7))
      if (m.status !== 'issued') return
      const step = { title: '摸底整改', person: '李主任', start_on: date(this.today), end_on: date(this.today) }
      const { id } = await this.act(m, HEADS[p.unit], `/api/assignments/${p.id}/plans`, { goal: '按期完成任务。', steps: [step] },
        (now) => p.plans.push({ handedAt: now, status: 'submitted' }), p.plans.length + 1)
      yield workday(this.today, luck.from(1, 3))
      if (m.status !== 'issued') return
      isFiled = luck.is(0.7)
      await this.act(m, 'office', `/api/plans/${id}/${isFiled ? 'file' : 'return'}`, { opinion: '已阅。' }, (now) => {
        Object.assign(p.plans.at(-1), { status: isFiled ? 'filed' : 'returned', decidedAt: now })
        if (isFiled && p.status === 'received') p.status = 'underway'
      })
    }
  }

  async *extendRectification(m, p, luck) {
    yield workday(this.today, luck.from(1, 3))
    const row = m.rows.get(key(p, 'rectify', p.returnedN))
    if (m.status !== 'issued' || m.pausedNow || row.due < this.today) return
    const toOn = workday(row.due + luck.from(3, 12) - 1, 1)
    const { id } = await this.act(m, HEADS[p.unit], `/api/assignments/${p.id}/extensions`, { to_on: date(toOn), ...EXCUSE })
    yield workday(this.today, luck.from(1, 2))
    if (m.status !== 'issued' || m.pausedNow) return
    const isApproved = luck.is(0.75) && toOn >= this.today
    await this.act(m, 'leader', `/api/extensions/${id}/${isApproved ? 'approve' : 'refuse'}`, { opinion: '已阅。' },
      () => isApproved && Object.assign(p, { rectifyOn: toOn, rectifyFrom: this.today }))
  }

  async *work(m, p, luck) {
    const habit = { diligence: luck.of([0.4, 0.8, 0.95]), pace: luck.from(50, 120) / 100, feedback: luck.is(0.1) ? 99 : luck.from(0, 6),
      late: luck.is(0.1) ? 999 : luck.is(0.4) ? luck.from(1, 15) : -luck.from(0, 12), checks: luck.is(0.6), asks: luck.is(0.3) ? luck.from(-2, 6) : null, explains: luck.from(1, 5) }
    const open = (kind) => [...m.rows.values()].find((r) => r.part === p && r.kind === kind && !r.outcome)
    for (let days = 1; ; days++) {
      yield workday(this.today, 1)
      if (m.status !== 'issued') return
      if (m.pausedNow) {
        if (luck.is(0.05)) await this.report(m, p, habit)
        continue
      }
      if (p.reports.length && !p.reports.at(-1).returnedAt && luck.is(0.05)) await this.returnReport(m, p)
      if (p.asked) yield* this.decide(m, p, luck)
      if (m.status !== 'issued') return
      if (m.pausedNow) continue
      if (habit.asks !== null && !p.asked && this.today >= workday(p.due, -habit.asks)) await this.extend(m, p, habit, luck)
      const explanation = open('explanation'), check = open('self_check'), report = open('report')
      if (this.today > p.due && explanation && this.today >= workday(p.due, habit.explains)) {
        await this.act(m, LIAISONS[p.unit], `/api/assignments/${p.id}/explanation`, { reason: '设备没有到货。', next_step: '已催厂家发货。', new_plan_on: date(this.today + 5) },
          (now) => (p.explainedAt = now))
      }
      if (check && habit.checks && this.today >= check.due - 2) await this.report(m, p, habit, true)
      else if (days === habit.feedback || (report && report.due <= this.today && luck.is(habit.diligence)) || luck.is(0.02)) await this.report(m, p, habit)
      if (this.today >= workday(p.due, habit.late) && !p.asked) return this.submit(m, p)
    }
  }

  report(m, p, habit, selfCheck = false) {
    const share = Math.min(1, (this.today - p.limitFrom) / Math.max(1, p.due - p.limitFrom))
    const progress = Math.max(p.progress, Math.min(100, Math.round(share * habit.pace * 100)))
    return this.act(m, LIAISONS[p.unit], `/api/assignments/${p.id}/reports`, { done: '已办一部分。', effect: '有成效。', problem: '人手不足。', next_step: '继续办理。', progress, self_check: selfCheck },
      (now, { id }) => {
        p.reports.push({ at: now, id, selfCheck, progress })
        Object.assign(p, { progress, status: p.status === 'received' ? 'underway' : p.status })
      })
  }

  /** To be written anew; what stands is the one before. */
  returnReport(m, p) {
    return this.act(m, 'office', `/api/reports/${p.reports.at(-1).id}/return`, { reason: '写得太简单。' }, (now) => {
      p.reports.at(-1).returnedAt = now
      p.progress = p.reports.findLast((r) => !r.returnedAt)?.progress ?? 0
    })
  }

  submit(m, p) {
    return this.act(m, HEADS[p.unit], `/api/assignments/${p.id}/submit`, { result: '各项工作已经全部办完。' }, (now) => Object.assign(p, { status: 'submitted', submittedAt: now }))
  }

  /** Asked after the limit it is refused: asked late counts as late (D4.2). */
  async extend(m, p, habit, luck) {
    const path = `/api/assignments/${p.id}/extensions`
    const body = { to_on: date(workday(Math.max(p.due, this.today) + luck.from(4, 25) - 1, 1)), ...EXCUSE }
    habit.asks = null
    if (this.today > p.due) {
      const answer = await this.call(HEADS[p.unit], 'POST', path, body)
      assert.deepEqual([answer.status, answer.body.type], [409, '/problems/not-now'], `${m.name} asked late`)
      this.acts.askedLate = (this.acts.askedLate ?? 0) + 1
      return
    }
    p.asked = { id: (await this.act(m, HEADS[p.unit], path, body)).id, to: body.to_on, wait: luck.from(0, 5) }
  }

  /** In due time or only when the limit is over. */
  async *decide(m, p, luck) {
    const { id, to } = p.asked, toOn = Date.parse(to) / 864e5
    if (p.asked.wait-- > 0) return
    const isApproved = luck.is(0.75) && toOn >= this.today
    await this.act(m, 'leader', `/api/extensions/${id}/${isApproved ? 'approve' : 'refuse'}`, { opinion: '已阅。' }, () => isApproved && Object.assign(p, { limit: toOn, limitFrom: this.today }))
    p.asked = null
  }
}

