// The journeys of each role through the pages, on the demonstration's data.
import { strict as assert } from 'node:assert';
import { fileURLToPath } from 'node:url';
import { DESKTOP, PHONE, account, axe, base, fitsTheScreen, journey, shot } from './harness.mjs';

/** Opens pages as somebody, and looks at each: barriers, width, console. */
async function look(page, paths, name) {
  for (const path of paths) {
    await page.goto(new URL(path, base).href);
    await axe(page);
    await fitsTheScreen(page);
    await shot(page, `${name}${path.replace(/\W+/g, '-')}`);
  }
}

/** What the frame of a mail shows; no script runs in it, so it is read from where the frame has it from. */
async function letter(page) {
  const frame = page.locator('iframe.letter');
  await frame.waitFor();
  const answer = await page.request.get(new URL(await frame.getAttribute('src'), base).href);
  assert.equal(answer.status(), 200);
  return answer.text();
}

journey('a liaison finds the work, opens an item and switches to English', async ({ signIn }) => {
  const page = await signIn('liaison', '桂林市人民政府');
  await look(page, ['/my-work', '/plan'], 'liaison');
  await page.goto(new URL('/my-work', base).href);
  await page.getByRole('link', { name: /源头替代实施计划/ }).click();
  await axe(page);
  await shot(page, 'liaison-obligation');
  assert.match(await page.locator('main').innerText(), /计划原文/);
  await page.getByRole('link', { name: 'English' }).click();
  assert.match(await page.locator('main').innerText(), /The plan's own words/);
});

journey('a liaison looks at the month, files it, and takes it back', async ({ signIn }) => {
  const page = await signIn('liaison', '梧州市人民政府');
  assert.match(await page.locator('main').innerText(), /0\/25/);
  await page.setViewportSize(PHONE);
  await fitsTheScreen(page);
  await axe(page);
  await shot(page, 'month-phone');
  await page.setViewportSize(DESKTOP);
  // Enter in a field files nothing, with a script or without: the browser's own way of sending a form is shut.
  const done = page.getByRole('textbox', { name: /^已完成数/ }).nth(3);
  await page.getByRole('textbox', { name: /^总数/ }).nth(3).fill('20');
  await done.fill('12');
  await done.press('Enter');
  await page.waitForTimeout(300);
  assert.equal(await done.inputValue(), '12');
  assert.doesNotMatch(page.url(), /done=/);
  await page.getByRole('button', { name: '核对并报送' }).click();
  assert.match(await page.locator('main').innerText(), /有改动（1 项）/);
  assert.match(await page.locator('main').innerText(), /没有改动（24 项）/);
  // A look at the own account, which names this browser, and back to what was typed: the answer to a form is kept for that.
  await page.goto(new URL('/account', base).href);
  assert.match(await page.locator('#sessions').innerText(), /Chrome · Linux/);
  await page.goBack();
  assert.match(await page.locator('main').innerText(), /有改动（1 项）/);
  for (const [name, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    await page.setViewportSize(size);
    await axe(page);
    await fitsTheScreen(page);
    await shot(page, `month-preview-${name}`);
  }
  await page.setViewportSize(DESKTOP);
  // Nor does it in a box of that page.
  await page.getByLabel(/全部记为无新进展/).focus();
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
  assert.match(await page.locator('h1').innerText(), /核对后报送：2024年6月调度/);
  await page.getByRole('button', { name: '返回修改' }).click();
  assert.equal(await done.inputValue(), '12');
  await page.getByRole('button', { name: '核对并报送' }).click();
  // By the keyboard alone.
  await page.getByLabel(/全部记为无新进展/).focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: '确认报送' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('已报送 25 项').waitFor();
  assert.match(await page.locator('main').innerText(), /25\/25/);
  assert.equal(await page.getByText('· 无新进展').count(), 24);
  await axe(page);
  await fitsTheScreen(page);
  await shot(page, 'month-filed');
  await page.setViewportSize(PHONE);
  await axe(page);
  await fitsTheScreen(page);
  await page.setViewportSize(DESKTOP);
  await page.getByRole('button', { name: /^撤回 （/ }).first().click();
  await page.getByText('已撤回 1 项').waitFor();
  await page.getByRole('button', { name: '全部撤回（24 项）' }).click();
  await page.getByText('已撤回 24 项').waitFor();
  assert.match(await page.locator('main').innerText(), /0\/25/);
  assert.equal(await done.inputValue(), '12', 'what was written is kept');
});

journey('a coordinator looks at every list, returns a report and records a call', async ({ signIn }) => {
  const page = await signIn('coordinator');
  await look(page, ['/desk', '/overdue', '/review', '/ledger?kind=dated&lamp=red', '/brief'], 'coordinator');
  await page.goto(new URL('/review', base).href);
  await page.locator('main table a').first().click();
  await axe(page);
  await shot(page, 'coordinator-obligation');
  await page.getByLabel('退回理由').fill('请补充企业清单');
  await page.getByLabel('补充期限').fill('2024-07-05');
  await page.getByRole('button', { name: '退回补充' }).click();
  assert.match(await page.locator('main').innerText(), /已退回/);
  await page.goto(new URL('/overdue', base).href);
  await page.locator('main table td:nth-child(3) a').first().click();
  await page.getByText('记录电话').first().click();
  await page.getByLabel('答复').fill('本周内报送');
  await page.getByRole('button', { name: '记录电话' }).click();
  assert.match(await page.locator('main').innerText(), /已记录电话/);
});

journey('a coordinator finds the mails of an overdue item and reads one as its reader does', async ({ signIn }) => {
  const page = await signIn('coordinator');
  await look(page, ['/mails', '/mails?kind=digest', '/mails?state=suppressed'], 'coordinator');
  await page.goto(new URL('/overdue', base).href);
  await page.locator('main table td:nth-child(3) a').first().click();
  await page.getByRole('link', { name: '全部邮件' }).click();
  await page.locator('main table a').first().click();
  assert.match(await letter(page), /逾期 \d+ 天/);
  assert.match(await letter(page), /演示数据，非真实情况/);
  await fitsTheScreen(page);
  await axe(page);
  await shot(page, 'mail-overdue');
  await page.goto(new URL('/mails?kind=digest', base).href);
  await page.locator('main table a').first().click();
  assert.match(await letter(page), /设区市已报齐（2024年6月调度）/);
  await shot(page, 'mail-digest');
});

journey('a coordinator proposes a measure with a reason, and the unit sees it when it is decided', async ({ signIn }) => {
  const office = await signIn('coordinator');
  await office.goto(new URL('/overdue', base).href);
  await office.getByRole('link', { name: '提出督办措施' }).first().click();
  const form = office.locator('#propose');
  await form.getByLabel('采取的措施').selectOption('interview');
  await form.getByLabel('理由').fill('多次催办无果');
  await axe(office);
  await fitsTheScreen(office);
  await shot(office, 'propose-a-measure');
  await form.getByRole('button', { name: '提出督办措施' }).click();
  assert.match(await office.locator('main').innerText(), /已提出，待决定/);

  const unit = (await office.locator('h1').innerText()).split('：')[0];
  const own = await signIn('liaison', unit);
  const item = new URL(office.url()).pathname;
  await own.goto(new URL(item, base).href);
  assert.doesNotMatch(await own.locator('main').innerText(), /约谈|多次催办无果|督办措施/);

  const decision = office.locator('form[action*="/proposals/"]', { has: office.locator('option[value=interview]') });
  await decision.getByRole('button', { name: '确认采取' }).click();
  assert.match(await office.locator('main').innerText(), /已记录决定/);
  await own.reload();
  assert.match(await own.locator('main').innerText(), /督办措施：约谈/);
  // What is taken up without a remark is taken up for the reason for which it was proposed.
  assert.match(await own.locator('main').innerText(), /多次催办无果/);
  await own.goto(new URL('/my-work', base).href);
  assert.match(await own.locator('main').innerText(), /请注意[\s\S]*约谈/);
  await axe(own);
  await fitsTheScreen(own);
  await shot(own, 'heed');
});

journey('a coordinator uploads a plan, touches a field and sees its sentence, and leaves the draft', async ({ signIn }) => {
  const page = await signIn('coordinator');
  await look(page, ['/plans/import'], 'coordinator');
  await page.getByLabel('计划文件').setInputFiles(fileURLToPath(new URL('../fixtures/documents/noise-2025.docx', import.meta.url)));
  await page.getByRole('button', { name: '读取' }).click();
  await page.getByRole('heading', { name: '核对草稿' }).waitFor();
  await page.locator('.milestone textarea').first().focus();
  assert.match(await page.locator('.document .lit').first().innerText(), /\S/);
  await axe(page);
  await fitsTheScreen(page);
  await shot(page, 'draft');
  await page.setViewportSize(PHONE);
  await fitsTheScreen(page);
  await page.goto(new URL('/plans/import', base).href);
  await page.getByRole('link', { name: /虚构/ }).click();
  await page.getByText('丢弃草稿').first().click();
  await page.getByRole('button', { name: '丢弃草稿' }).click();
  assert.match(await page.locator('main').innerText(), /草稿已丢弃/);
});

const LEFT_OUT = `2025年度湿地保护工作计划（虚构样例）
一、重点任务
1.开展湿地排查。各设区市于2025年6月底前完成湿地名录编制。（牵头单位：自治区林业局。责任单位：各设区市人民政府）
各设区市于2025年8月底前完成湿地标识牌设置。
2.修复退化湿地。桂林市于2025年9月底前完成示范点建设。（牵头单位：自治区林业局。指导单位：自治区生态环境厅）
`;

journey('a coordinator sees that a paragraph is missing and repairs it, corrects words and takes a measure out', async ({ signIn }) => {
  const page = await signIn('coordinator');
  await page.goto(new URL('/plans/import', base).href);
  await page.getByLabel('计划文件').setInputFiles({ name: '湿地.txt', mimeType: 'text/plain', buffer: Buffer.from(LEFT_OUT) });
  await page.getByRole('button', { name: '读取' }).click();
  // A click on the grey paragraph leads to where it is decided about.
  await page.locator('.document .rest', { hasText: '标识牌' }).click();
  const left = page.locator('#leftovers li', { hasText: '标识牌' });
  assert.ok(await left.evaluate(one => one.getBoundingClientRect().top < innerHeight));
  await axe(page);
  await shot(page, 'draft-left-over');
  await left.getByRole('button', { name: '作为措施' }).click();
  await page.waitForURL(/#f-m/);
  const made = page.locator(new URL(page.url()).hash);
  assert.equal(await made.getByLabel('责任主体').first().inputValue(), '各设区市');
  assert.match(await made.innerText(), /没有牵头或责任单位/);
  await made.getByLabel('牵头单位').fill('自治区林业局');
  await page.getByRole('button', { name: '保存本页' }).click();
  await page.getByText('已保存 1 处修改').waitFor();
  assert.doesNotMatch(await page.locator('main').innerText(), /没有牵头或责任单位/);

  const last = page.locator('section[id^=f-m]').last();
  await last.getByText('修改措施文字').click();
  await last.getByLabel('措施全文').fill('桂林市建成示范点。');
  await last.getByLabel('措施全文').press('Tab');
  await page.getByRole('button', { name: '保存本页' }).click();
  await page.getByText('已保存 1 处修改').waitFor();
  assert.match(await last.innerText(), /桂林市建成示范点。/);
  assert.equal(await last.getByLabel('可以查看').inputValue(), '自治区生态环境厅');
  await last.getByText('移出这条措施').first().click();
  await last.getByLabel('移出理由').fill('已由另一份计划安排');
  await shot(page, 'draft-unsaved');
  await axe(page);
  await last.getByRole('button', { name: '移出这条措施' }).click();
  await page.getByText('已处理的文字').click();
  assert.match(await page.locator('#leftovers').innerText(), /理由：已由另一份计划安排/);

  await page.setViewportSize(PHONE);
  await fitsTheScreen(page);
  await axe(page);
  await shot(page, 'draft-left-over-phone');
  await page.setViewportSize(DESKTOP);
  await page.getByRole('button', { name: '确认启用' }).click();
  assert.match(await page.locator('main').innerText(), /计划已启用/);
  await page.goBack();
  await page.reload();
  assert.match(await page.locator('main').innerText(), /不再是草稿/);
  await look(page, ['/plan', '/plans/1'], 'coordinator');
});

journey('what is typed on a draft is marked until it is saved, and is saved whatever button is pressed', async ({ signIn }) => {
  const page = await signIn('coordinator');
  await page.goto(new URL('/plans/import', base).href);
  const text = LEFT_OUT.replaceAll('湿地', '红树林');
  await page.getByLabel('计划文件').setInputFiles({ name: '红树林.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: '读取' }).click();
  await page.getByRole('heading', { name: '核对草稿' }).waitFor();
  const counted = page.locator('.unsaved-count');
  const bar = page.getByRole('button', { name: '保存本页' });
  const due = page.locator('.milestone input[type=date]').first();
  const drawn = await due.inputValue();
  await due.fill('2025-07-31');
  await page.getByLabel('牵头单位').last().fill('没有这个局');
  assert.equal(await counted.innerText(), '2 处未保存');
  assert.equal(await page.locator('.has-unsaved').count(), 2);
  await bar.scrollIntoViewIfNeeded();
  assert.ok(await bar.evaluate(one => one.getBoundingClientRect().bottom <= innerHeight), 'the button is in view');
  await axe(page);
  await shot(page, 'draft-two-unsaved');
  // Typed back, it is no change.
  await due.fill(drawn);
  assert.equal(await counted.innerText(), '1 处未保存');
  await due.fill('2025-07-31');
  // Leaving asks first; the page stays.
  let asked = 0;
  page.once('dialog', async dialog => { asked += dialog.type() === 'beforeunload'; await dialog.dismiss(); });
  await page.getByRole('link', { name: '导入计划' }).click().catch(() => {});
  await page.waitForTimeout(300);
  assert.equal(asked, 1);
  assert.equal(await due.inputValue(), '2025-07-31');
  // Ticking a doubt off saves the rest; what is wrong is said at its field, and nothing is lost.
  await page.getByRole('button', { name: '已核对' }).or(page.getByRole('button', { name: '不是措施' })).first().click();
  await page.getByText('没有保存任何内容').waitFor();
  assert.equal(await due.inputValue(), '2025-07-31');
  assert.equal(await counted.innerText(), '2 处未保存');
  await axe(page);
  await fitsTheScreen(page);
  await shot(page, 'draft-refused');
  await page.getByRole('alert').getByRole('link').first().click();
  const lead = page.getByLabel('牵头单位').last();
  assert.equal(await lead.getAttribute('aria-invalid'), 'true');
  await lead.fill('自治区林业局');
  assert.equal(await counted.innerText(), '1 处未保存');
  // Enter saves the page.
  await due.press('Enter');
  await page.getByText('已保存 1 处修改').waitFor();
  assert.equal(await due.inputValue(), '2025-07-31');
  assert.equal(await counted.innerText(), '');
  await due.fill('2025-08-15');
  await page.setViewportSize(PHONE);
  await fitsTheScreen(page);
  await axe(page);
  await shot(page, 'draft-unsaved-phone');
  // Confirming takes it along, and confirms what is saved when it is pressed again.
  await page.getByRole('button', { name: '确认启用' }).click();
  await page.getByText('尚未启用').waitFor();
  await page.getByRole('button', { name: '确认启用' }).click();
  await page.getByText('计划已启用').waitFor();
  await page.goto(new URL('/ledger?kind=dated&due_from=2025-08-15&due_to=2025-08-15', base).href);
  assert.match(await page.locator('main').innerText(), /名录/);
}, { allow: [/status of 422/] });

journey('leader, administrators: each has a page of their own', async ({ signIn }) => {
  await look(await signIn('leader'), ['/brief', '/overdue', '/ledger'], 'leader');
  await look(await signIn('sysadmin'), ['/system', '/people'], 'sysadmin');
  await look(await signIn('secadmin'), ['/policy'], 'secadmin');
  await look(await signIn('auditor'), ['/audit'], 'auditor');
});

journey('who stands for two cities acts for the one whose matter is opened, and every page says for whom', async ({ signIn }) => {
  const page = await signIn('liaison', '崇左市人民政府');
  const acting = page.locator('.acting');
  assert.match(await acting.innerText(), /^代表单位：来宾市人民政府 · 联络员$/);
  assert.match(await page.locator('.who').innerText(), /切换到：/);
  assert.match(await page.locator('#post').innerText(), /崇左市人民政府/);
  const found = await page.request.get(new URL(`/api/v1/obligations?kind=standing&limit=1&unit=${encodeURIComponent('崇左市人民政府')}`, base).href);
  const [{ id }] = (await found.json()).items;
  await page.goto(new URL(`/obligations/${id}`, base).href);
  assert.match(await acting.innerText(), /崇左市人民政府/);
  await page.getByRole('button', { name: '报送', exact: true }).waitFor();
  for (const [name, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    await page.setViewportSize(size);
    await axe(page);
    await fitsTheScreen(page);
    await shot(page, `acting-${name}`);
  }
  await page.setViewportSize(DESKTOP);
  await page.goto(new URL('/my-work', base).href);
  assert.match(await acting.innerText(), /来宾市人民政府/);
  await page.getByLabel('切换到：').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  // The address is the same before and after.
  await page.locator('.acting', { hasText: '崇左市人民政府' }).waitFor();
  await page.getByRole('link', { name: 'English' }).click();
  assert.match(await acting.innerText(), /^Acting for: 崇左市人民政府/);
  await axe(page);
});

journey('what was typed in a window whose session is another by now stands there again', async ({ signIn }) => {
  const page = await signIn('liaison', '河池市人民政府');
  await page.locator('form[action="/my-work/month"] tbody th a').first().click();
  await page.getByLabel('存在问题').fill('写了很久的问题');
  const { email, password } = account('liaison', '河池市人民政府');
  const other = await page.context().newPage();
  await other.goto(new URL('/sign-in', base).href);
  await other.locator('input[name=email]').fill(email);
  await other.locator('input[name=password]').fill(password);
  await other.locator('form:has(input[name=password]) [type=submit]').click();
  await other.waitForURL(/my-work/);
  await page.getByRole('button', { name: '暂存' }).click();
  await page.getByText('还没有提交').waitFor();
  assert.equal(await page.getByLabel('存在问题').inputValue(), '写了很久的问题');
  await axe(page);
  await fitsTheScreen(page);
  await shot(page, 'kept');
  await page.setViewportSize(PHONE);
  await axe(page);
  await fitsTheScreen(page);
  await page.setViewportSize(DESKTOP);
  await page.getByRole('button', { name: '暂存' }).click();
  await page.getByText('已暂存').waitFor();
});
