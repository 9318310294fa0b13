// The whole life of one matter in the hands of five people, on desk and phone, each in a browser of their own. The steps
// follow one another: a step that fails takes those after it along.
import assert from 'node:assert/strict'
import { after } from 'node:test'
import { closeBrowser, confirm, dialog, faultOf, field, fill, go, journey, main, open, seen, settled } from '../support/browser.mjs'
import { as, signIn } from '../support/client.mjs'
import { today, unique } from '../support/people.mjs'

const title = `规范发热门诊夜间值守${unique()}`
const done = '发热门诊 24 小时开诊，夜班医师排班表已上墙。'
const desks = await Promise.all(['office', 'leader', 'deputy', 'department', 'luoyiming'].map((login) => open(login)))
const [office, leader, deputy, department, colleague] = desks
const liaison = await open('liaison', { phone: true })
const people = [...desks, liaison]
let matterPath = '' // /matters/N
let docNo = ''

const step = journey('life', people)
const act = (page, name) => main(page).getByRole('button', { name }).first().click()
/** Opens the dialog of an action, fills it in and sends it; answers the receipt. */
async function decide(page, action, fields, send) {
  await act(page, action)
  await fill(dialog(page), fields)
  await confirm(page, send)
}

async function chooseUnit(page, name) {
  const picker = page.getByRole('combobox', { name: '增加承办单位' })
  await picker.fill(name)
  await page.getByRole('option', { name }).first().click()
  await page.getByRole('combobox', { name: `${name}的承办方式` }).waitFor()
}

/** Waits until the phone's own store holds the draft so: the line on the screen tells only the minute. */
function draftKept(page, wanted) {
  return page.waitForFunction(([progress, photos]) => new Promise((done) => {
    const opening = indexedDB.open('duban-phone')
    opening.onsuccess = () => {
      const all = opening.result.transaction('reports').objectStore('reports').getAll()
      all.onsuccess = () => {
        opening.result.close()
        done(all.result.some((draft) => draft.fields.progress === progress && draft.photos.length === photos))
      }
    }
  }), wanted)
}

/** The matter's status beside its number. */
const stands = (page, status) => main(page).locator('.marks').getByText(status, { exact: true }).waitFor()

after(closeBrowser)

step('[A3] the registration offers the five sources of the regulation and “other”', async () => {
  await main(office).getByRole('link', { name: '登记事项' }).click()
  await office.waitForURL('**/register')
  await settled(office)
  await field(office, '来源类别').waitFor()
  const offered = await field(office, '来源类别').locator('option:not([disabled])').allInnerTexts()
  assert.deepEqual(offered, ['上级交办', '年度计划重点', '会议文件确定', '社会热点与投诉', '领导批示交办', '其他'])
})

step('[A4.1.1] content, unit, limit and requirement: what is missing is said beside its field, what was typed stays', async () => {
  await field(office, '事项名称').fill(title)
  await act(office, '保存并报请审批')
  for (const [label, fault] of [['来源类别', '请选择来源类别'], ['督办内容', '请填写督办内容'], ['工作要求', '请填写工作要求'],
    ['办理时限', '请确定办理时限'], ['拟办意见', '请填写拟办意见']]) {
    assert.equal(await faultOf(field(office, label)), fault)
  }
  await seen(office, '请至少确定一个主办或分办单位')
  assert.equal(await field(office, '事项名称').inputValue(), title)
  await field(office, '办理时限').fill('2月30日')
  await field(office, '办理时限').press('Tab')
  await seen(office, '请写成“11月30日”，或从日历中选择')
  assert.equal(await field(office, '办理时限').inputValue(), '2月30日')
  assert.equal(new URL(office.url()).pathname, '/register')
})

step('[A2.1.2b] the office registers with unit, requirement and limit; a reload in between loses nothing', async () => {
  await field(office, '来源类别').selectOption({ label: '会议文件确定' })
  await field(office, '会议或文件名称').fill('第四季度行风建设专题会')
  await field(office, '主持人或提出人').fill('委务会')
  await field(office, '督办内容').fill('发热门诊夜间无人值守，群众多次反映，限期整改。')
  await field(office, '工作要求').fill('24 小时有人值守；排班公示；每周报送一次。')
  await field(office, '办理时限').fill(today(20))
  await chooseUnit(office, '市立医院')
  await chooseUnit(office, '市疾病预防控制中心')
  await field(office, '拟办意见').fill('拟由市立医院主办，市疾病预防控制中心协办，请领导审定。')
  await seen(office, '草稿已保存在本机')
  await office.reload()
  await settled(office)
  await seen(office, '已恢复')
  assert.equal(await field(office, '事项名称').inputValue(), title)
  await office.getByRole('combobox', { name: '市疾病预防控制中心的承办方式' }).waitFor()
  await seen(office, '第一责任人：章立新')
  await act(office, '保存并报请审批')
  await office.waitForURL(/\/matters\/\d+$/)
  await settled(office)
  matterPath = new URL(office.url()).pathname
  await stands(office, '待批准')
})

step('[D3.1] a deputy is told why a unit outside the own charge is not for him', async () => {
  await go(deputy, matterPath)
  const approve = main(deputy).getByRole('button', { name: /^批准/ })
  assert.equal(await approve.getAttribute('aria-disabled'), 'true')
  await seen(main(deputy), '市疾病预防控制中心不在您的分管范围，请由组长审批')
  await approve.click({ force: true })
  assert.equal(await dialog(deputy).count(), 0)
})

step('[D4.1] the head finds it among his to-dos and returns it with an opinion', async () => {
  await go(leader, '/')
  await main(leader).getByRole('link', { name: title }).first().click()
  await leader.waitForURL(`**${matterPath}`)
  await settled(leader)
  await act(leader, /^退回/)
  await dialog(leader).getByRole('button', { name: '退回', exact: true }).click()
  assert.equal(await faultOf(field(dialog(leader), '退回意见')), '请填写退回意见')
  await field(dialog(leader), '退回意见').fill('疾控中心不必协办，由市立医院独立完成。')
  await dialog(leader).getByRole('button', { name: '退回', exact: true }).click()
  await dialog(leader).waitFor({ state: 'detached' })
  await settled(leader)
  await stands(leader, '拟办')
})

step('[A1.3] two who edit one draft: the second is told what the first changed and loses no text', async () => {
  await go(office, '/')
  await seen(main(office).getByRole('listitem').filter({ hasText: title }), '退回待修改')
  await Promise.all([go(office, `${matterPath}/edit`), go(colleague, `${matterPath}/edit`)])
  await field(colleague, '工作要求').fill('24 小时有人值守；排班公示；每周报送一次，附照片。')
  await act(colleague, '保存为拟办')
  await colleague.waitForURL(`**${matterPath}`)
  const mine = '24 小时有人值守；排班在门诊大厅公示；每周报送一次。'
  await field(office, '工作要求').fill(mine)
  await office.getByRole('button', { name: '去掉市疾病预防控制中心' }).click()
  await act(office, '保存为拟办')
  const note = office.getByRole('alert').filter({ hasText: '他人已修改' })
  await seen(note, '每周报送一次，附照片。')
  await seen(note, mine)
  assert.equal(await field(office, '工作要求').inputValue(), mine)
  await note.getByRole('button', { name: '按选定的保存' }).click()
  await office.waitForURL(`**${matterPath}`)
  await settled(office)
  await seen(main(office), mine)
})

step('[D4.1] edited and proposed anew, it is approved by the head', async () => {
  await decide(office, '报请审批', { 拟办意见: '拟由市立医院主办，请领导审定。' }, '报请审批')
  await stands(office, '待批准')
  await go(leader, matterPath)
  await decide(leader, '批准', { 审批意见: '同意，抓紧办。' }, '批准')
  await stands(leader, '待下达')
})

step('[D3.1] within the own charge the deputy might have decided it too', async () => {
  await go(deputy, matterPath)
  assert.equal(await main(deputy).getByRole('button', { name: /^退回/ }).getAttribute('aria-disabled'), null)
})

step('[A4.1.2] issued, it bears a number; the notice is a paper with its receipt', async () => {
  await go(office, matterPath)
  await decide(office, /^下达/, {}, '确认下达')
  await stands(office, '办理中')
  docNo = (await main(office).getByText(/卫督办〔\d{4}〕\d+号/).first().innerText()).trim()
  assert.match(docNo, /^卫督办〔\d{4}〕\d+号$/)
  await main(office).getByRole('link', { name: '督办通知原文' }).click()
  await office.waitForURL(/\/documents\/\d+$/)
  await settled(office)
  const paper = await office.getByRole('region', { name: '第1页' }).innerText()
  for (const text of [docNo, title.slice(0, 8), '督办通知', '市立医院']) {
    assert.ok(paper.replace(/\s/g, '').includes(text), `${text} in ${paper}`)
  }
  await seen(office.getByRole('region', { name: '签收回执' }), '尚未签收')
  await office.emulateMedia({ media: 'print' })
  assert.equal(await office.getByRole('button', { name: '打印' }).isVisible(), false)
  await office.emulateMedia({ media: null })
})

step('[C3.1] the first responsible person stands on what the unit owes', async () => {
  await go(department, matterPath)
  await seen(main(department).getByRole('definition'), '章立新')
  await seen(main(department).getByRole('row').filter({ hasText: '市立医院' }), '章立新')
})

step('[A4.1.2] the liaison signs on the phone, and the receipt tells who and when', async () => {
  await go(liaison, '/m/')
  await liaison.getByRole('listitem').filter({ hasText: title }).getByRole('link', { name: '签收', exact: true }).click()
  await dialog(liaison).getByRole('button', { name: '确认签收' }).click()
  await seen(dialog(liaison), /^今天 \d\d:\d\d 已签收/)
  await go(office, matterPath)
  await seen(main(office).getByRole('row').filter({ hasText: '市立医院' }), '林晓签收')
  await main(office).getByRole('link', { name: '督办通知原文' }).click()
  await settled(office)
  const receipt = await office.getByRole('region', { name: '签收回执' }).innerText()
  assert.match(receipt, /市立医院\s+林晓\s+\d{4}年\d+月\d+日 \d\d:\d\d/)
})

step('[A5.5] a report with a photo from the phone: reload and lost line in between, and filed once', async () => {
  await dialog(liaison).getByRole('link', { name: '现在报送进展' }).click()
  await liaison.waitForURL(/\/m\/assignments\/\d+\/report$/)
  await settled(liaison)
  const at = Number(liaison.url().match(/assignments\/(\d+)/)[1])
  await field(liaison, '已完成工作').fill(done)
  await field(liaison, '取得成效').fill('夜间接诊 36 人次，无投诉。')
  await liaison.getByRole('button', { name: '存在问题：填“无”' }).click()
  await field(liaison, '下一步计划').fill('下周增设导诊一名。')
  await liaison.getByLabel('进度百分比').fill('60')
  await liaison.getByLabel('进度百分比').press('Tab')
  const picture = await office.screenshot()
  await liaison.getByLabel('从相册选').setInputFiles({ name: '夜班排班表.png', mimeType: 'image/png', buffer: picture })
  await liaison.getByRole('img', { name: /夜班排班表/ }).waitFor()
  await seen(liaison, '草稿已保存在本机')
  await draftKept(liaison, [60, 1])

  await liaison.reload()
  await settled(liaison)
  assert.equal(await field(liaison, '已完成工作').inputValue(), done)
  assert.equal(await liaison.getByLabel('进度百分比').inputValue(), '60')
  await liaison.getByRole('img', { name: /夜班排班表/ }).waitFor()

  await liaison.context().setOffline(true)
  await liaison.getByRole('button', { name: '报送', exact: true }).click()
  await seen(liaison.getByRole('alert'), '网络断了')
  await liaison.context().setOffline(false)

  // Now the report arrives, but its answer does not.
  let tries = 0
  await liaison.route('**/reports', async (route) => {
    if (++tries > 1) return route.continue()
    await route.fetch()
    return route.abort('connectionreset')
  })
  await liaison.getByRole('button', { name: '重新报送' }).click()
  await liaison.waitForFunction(() => !document.querySelector('footer button[disabled]'))
  await seen(liaison.getByRole('alert'), '网络断了')
  assert.equal(await field(liaison, '已完成工作').inputValue(), done)
  await liaison.getByRole('button', { name: '重新报送' }).click()
  await liaison.getByRole('heading', { name: /^已报送/ }).waitFor()
  assert.equal(tries, 2)

  const page = (await (await as('office')).get(`/api${matterPath}`)).body
  const reports = page.reports.filter((one) => one.assignment_id === at)
  assert.deepEqual(reports.map((one) => [one.done, one.progress, one.files.length]), [[done, 60, 1]])
  assert.equal(reports[0].files[0].type, 'image/jpeg')
})

step('[A5.5] the office sees the report and its photo in the matter’s course', async () => {
  await go(office, matterPath)
  const course = main(office).getByRole('listitem').filter({ hasText: '报送进展，总进度 60%' })
  await seen(course, done)
  const download = office.waitForEvent('download')
  await course.getByRole('button', { name: /夜班排班表/ }).click()
  assert.equal((await download).suggestedFilename(), '夜班排班表.jpg')
})

step('[A1.2] the hospital’s own office breaks it down to a department, and the bureau sees the part, not its inside', async () => {
  const hospital = await open('liaison')
  people.push(hospital)
  await act(hospital, /^切换为 院长办公室/)
  await seen(hospital.getByRole('banner'), '院长办公室')
  await go(hospital, matterPath)
  await act(hospital, /^任务分解/)
  await hospital.waitForURL(/\/register\?parent=\d+$/)
  await settled(hospital)
  const part = `${title}（门诊）`
  await field(hospital, '事项名称').fill(part)
  await chooseUnit(hospital, '急诊科')
  await act(hospital, '保存为拟办')
  await hospital.waitForURL(/\/matters\/\d+$/)
  await settled(hospital)
  const child = new URL(hospital.url()).pathname
  await seen(main(hospital).getByRole('link', { name: title, exact: true }), title)
  await go(office, matterPath)
  assert.equal(await main(office).getByText(part).count(), 0, 'a draft is inside')
  const [clerk, below] = [await signIn('geshuqin'), await signIn('xiechenguang')]
  let version = 1
  for (const [who, action, body] of [[clerk, 'propose', { proposal: '拟由急诊科主办。' }], [below, 'approve', { opinion: '同意。' }], [clerk, 'issue', {}]]) {
    version = (await who.post(`/api${child}/${action}`, body, { version })).body.version
  }
  await go(office, `${matterPath}?tab=levels`)
  await seen(main(office).getByRole('row').filter({ hasText: part }), '急诊科')
  await office.goto(child)
  await seen(main(office).getByRole('alert'), '没有')
  await go(hospital, '/')
  await act(hospital, /^切换为 市立医院/)
  await seen(hospital.getByRole('banner'), '办公室副主任')
})

step('the result goes to the office, comes back for mending, and is accepted the second time', async () => {
  await go(department, matterPath)
  await decide(department, '报送结果', { 办理结果: '发热门诊已全天开诊。' }, '报送结果')
  await seen(main(department), '待验收')
  await go(office, matterPath)
  await decide(office, '退回整改', { 整改要求: '未附夜间值守记录，补齐后再报。' }, '退回整改')
  await seen(main(office), '整改中')
  await go(department, matterPath)
  await seen(main(department), '整改要求：未附夜间值守记录，补齐后再报。')
  await decide(department, '报送结果', { 办理结果: '发热门诊已全天开诊，值守记录已补齐。' }, '报送结果')
  await go(office, matterPath)
  await decide(office, '验收通过', {}, '验收通过')
  await seen(main(office).getByRole('row').filter({ hasText: '市立医院' }), '验收通过')
})

step('[D4.1] it is concluded with an answer to its origin and archived', async () => {
  await act(office, /^办结/)
  await dialog(office).getByRole('button', { name: '确认办结' }).click()
  assert.equal(await faultOf(field(dialog(office), '答复内容')), '请填写答复内容')
  assert.equal(await field(dialog(office), '答复对象').inputValue(), '委务会')
  await field(dialog(office), '答复内容').fill('市立医院发热门诊已全天有人值守，排班公示。')
  await dialog(office).getByRole('button', { name: '确认办结' }).click()
  await dialog(office).waitFor({ state: 'detached' })
  await settled(office)
  await stands(office, '已办结')
  await decide(office, '归档', {}, '确认归档')
  await stands(office, '已归档')
  await seen(main(office), '市立医院发热门诊已全天有人值守，排班公示。')
})

step('[A1.3] the course tells every step, by whom and when, in Chinese', async () => {
  const course = main(office).locator('section', { has: office.getByRole('heading', { name: '办理经过' }) }).locator('ol > li')
  const steps = (await course.locator('strong').allInnerTexts()).reverse()
  assert.deepEqual(steps, ['登记事项', '报请审批', '退回修改', '修改内容', '修改内容', '报请审批', '批准立项', '下达督办通知',
    '签收督办通知', '报送进展，总进度 60%', '报送办理结果', '退回市立医院整改', '报送办理结果', '验收通过市立医院的办理结果',
    '办结并答复来源', '归档销号'])
  const lines = await course.locator('p:has(time)').allInnerTexts()
  for (const line of lines) assert.match(line, /(许静怡|罗一鸣|周明远|林晓|章立新)[^]*今天 \d\d:\d\d/)
  const words = (await course.allInnerTexts()).join('').replaceAll(title, '').replace(/\.jpg|[KM]B|D[AB]-[\d-]+/g, '')
  assert.deepEqual(words.match(/[A-Za-z]{2,}/g), null)
  await seen(main(office), '疾控中心不必协办，由市立医院独立完成。')
})

step('the ledger finds it by Chinese words and by its number', async () => {
  for (const words of [title, '发热门诊夜间值守', docNo]) {
    await office.getByRole('searchbox', { name: '查找督办事项' }).fill(words)
    await office.getByRole('searchbox', { name: '查找督办事项' }).press('Enter')
    await office.waitForURL((url) => url.searchParams.get('q') === words)
    await settled(office)
    await office.getByRole('gridcell').getByRole('link', { name: title }).waitFor()
  }
  await seen(main(office), '已列出 1 项')
})

step('each count of the home page is what the ledger lists for it', async () => {
  for (const [page, login] of [[office, 'office'], [leader, 'leader'], [department, 'department']]) {
    await go(page, '/')
    const counts = main(page).locator('section', { has: page.getByRole('heading', { name: '督办概况' }) }).getByRole('link')
    const n = await counts.count()
    assert.ok(n >= 4)
    for (let i = 0; i < n; i++) {
      const [label, number] = (await counts.nth(i).innerText()).split('\n')
      await counts.nth(i).click()
      await settled(page)
      const listed = await main(page).getByText(/^已列出 \d+ 项/).innerText()
      assert.equal(listed.match(/\d+/)[0], number, `${label} for ${login}`)
      await page.goBack()
      await settled(page)
    }
  }
})

step('[A2.1.1] the leading group: which deputy is in charge of which unit is there to read', async () => {
  await go(leader, '/charges')
  await main(leader).getByRole('columnheader', { name: /沈国栋.*，分管 \d+ 个/ }).waitFor()
  const charge = (unit) => main(leader).getByRole('checkbox', { name: `沈国栋分管${unit}`, exact: true })
  assert.deepEqual([await charge('市立医院').isChecked(), await charge('市疾病预防控制中心').isChecked()], [true, false])
  assert.equal(await charge('市立医院').isEnabled(), false, 'only the administrator changes it')
})

step('[A1.2] the tree of units knows every kind of institution, and departments below a hospital', async () => {
  const admin = await open('admin')
  people.push(admin)
  await go(admin, '/units')
  for (const name of ['医政医管科', '市立医院', '市疾病预防控制中心', '市卫生监督所', '市妇幼保健院', '市中心血站', '市急救中心']) {
    await seen(main(admin).getByRole('row'), name)
  }
  await act(admin, '全部展开')
  await seen(main(admin).getByRole('row'), '急诊科')
  await act(admin, '新增单位')
  const kinds = await field(dialog(admin), '类别').locator('option').allInnerTexts()
  assert.deepEqual(kinds, ['局机关', '科室', '医院', '疾控中心', '卫生监督所', '妇幼保健院', '社区卫生服务中心（站）', '血站', '急救中心', '内设机构', '其他'])
})

step('nothing was complained of in any browser on the way', async () => {
  assert.deepEqual(people.flatMap((page) => page.findings), [])
})
