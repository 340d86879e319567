// The review of a draft by keyboard alone, on an office screen and on a telephone: what is not saved is marked, nothing that was
// typed is lost, and nothing is confirmed over it.
import { strict as assert } from 'node:assert';
import { DESKTOP, PHONE, axe, base, fitsTheScreen, journey, shot } from './harness.mjs';

const PLAN = `2025年度湿地保护工作计划（虚构样例）
一、重点任务
1.开展湿地排查。各设区市于6月底前完成湿地名录编制。（牵头单位：自治区林业局。责任单位：各设区市人民政府）
2.修复退化湿地。桂林市于2025年9月底前完成示范点建设。（牵头单位：自治区林业局）
`;
const SCREENS = [['办公桌面', DESKTOP], ['手机', PHONE]];

/** Uploads a plan whose words are its own, and waits for its review. */
async function draft(page, thing, text = PLAN) {
  await page.goto(new URL('/plans/import', base).href);
  const buffer = Buffer.from(text.replaceAll('湿地', thing));
  await page.getByLabel('计划文件').setInputFiles({ name: `${thing}.txt`, mimeType: 'text/plain', buffer });
  await page.getByRole('button', { name: '读取' }).click();
  await page.getByRole('heading', { name: '核对草稿' }).waitFor();
}

/** Throws the draft away, so that the next test finds none. */
async function discard(page) {
  await page.locator('#confirm details').evaluate(one => { one.open = true; });
  await page.locator('#confirm').getByRole('button', { name: '丢弃草稿' }).click();
  await page.getByText('草稿已丢弃').waitFor();
}

/** Goes on with the Tab key until the focus is there; what has it must be seen to have it, and not be covered. */
async function tabTo(page, target) {
  for (let presses = 0; presses < 250; presses++) {
    await page.keyboard.press('Tab');
    if (!await target.evaluate(one => one === document.activeElement)) continue;
    const { marked, there } = await target.evaluate(async one => {
      await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      const style = getComputedStyle(one), { left, top, width, height } = one.getBoundingClientRect();
      const there = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 12));
      const own = there && (one.contains(there) || there.contains(one));
      return { marked: style.outlineStyle !== 'none' || style.boxShadow !== 'none', there: own ? 'own' : there?.outerHTML ?? `nothing at ${top}` };
    });
    assert.ok(marked, 'the focus is seen');
    assert.equal(there.slice(0, 300), 'own', 'nothing lies over what has the focus');
    return;
  }
  assert.fail(`the Tab key never reaches ${target}`);
}

/** Puts the focus at the top of the page, as if it had just been opened. */
const fromTheTop = page => page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); getSelection().removeAllRanges(); });

async function retype(page, text) {
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

async function fits(page, name) {
  await axe(page);
  await fitsTheScreen(page);
  await shot(page, name);
}

for (const [screen, size] of SCREENS) {
  journey(`title and year are corrected by keyboard, and the dates without a year move (${screen})`, async ({ signIn }) => {
    const page = await signIn('coordinator', undefined, size);
    await draft(page, `湖泊${screen}`);
    await tabTo(page, page.getByLabel('计划名称'));
    await retype(page, `湖泊保护计划${screen}`);
    await tabTo(page, page.getByLabel('年度（起）'));
    await retype(page, '2024');
    assert.equal(await page.locator('#plan.has-unsaved').count(), 1);
    assert.equal(await page.locator('.unsaved-count').innerText(), '2 处未保存');
    await tabTo(page, page.locator('#plan summary'));
    await page.keyboard.press('Enter');
    assert.match(await page.locator('#plan details li').innerText(), /6月底前.*2025-06-30/);
    await fits(page, `review-head-${screen}`);
    // Shift+Tab leads back to the year; Enter in it saves the page.
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByText('已保存 1 处修改').waitFor();
    assert.equal(await page.locator('.milestone input[type=date]').first().inputValue(), '2024-06-30');
    await fromTheTop(page);
    await tabTo(page, page.getByLabel('年度（起）'));
    await retype(page, '24');
    await page.keyboard.press('Enter');
    await page.getByText('没有保存任何内容').waitFor();
    assert.equal(await page.getByLabel('年度（起）').inputValue(), '24');
    await tabTo(page, page.getByRole('alert').getByRole('link'));
    await fits(page, `review-head-refused-${screen}`);
    await page.getByLabel('年度（起）').fill('2024');
    await discard(page);
  }, { allow: [/status of 422/] });

  journey(`a unit is added to those that are known by keyboard (${screen})`, async ({ signIn }) => {
    const page = await signIn('coordinator', undefined, size);
    await draft(page, `河流${screen}`);
    const panel = page.locator('#units details');
    await tabTo(page, panel.locator('summary'));
    await page.keyboard.press('Enter');
    await tabTo(page, panel.getByLabel('单位全称'));
    await page.keyboard.type(`河流研究院${screen}`);
    await tabTo(page, panel.getByLabel('类别'));
    for (let down = 0; down < 4; down++) await page.keyboard.press('ArrowDown');
    assert.equal(await panel.getByLabel('类别').inputValue(), 'enterprise');
    await tabTo(page, panel.getByLabel('别称'));
    await page.keyboard.type(`河研院${screen}`);
    assert.equal(await page.locator('.unsaved-count').innerText(), '3 处未保存');
    await fits(page, `review-add-unit-${screen}`);
    await tabTo(page, panel.getByRole('button', { name: '补充' }));
    await page.keyboard.press('Enter');
    await page.getByText('已保存 1 处修改').waitFor();
    // By its other name it is known at once, and is called by its own.
    const support = page.getByLabel('配合单位').first();
    await tabTo(page, support);
    await page.keyboard.type(`河研院${screen}`);
    await fromTheTop(page);
    await tabTo(page, page.getByLabel('计划名称'));
    await page.keyboard.press('Enter');
    await page.getByText('已保存 1 处修改').waitFor();
    assert.equal(await support.inputValue(), `河流研究院${screen}`);
    // What is known already is refused, and the panel stays open with what was typed.
    await page.locator('#units summary').press('Enter');
    await panel.getByLabel('单位全称').fill(`河研院${screen}`);
    await panel.getByLabel('单位全称').press('Enter');
    await page.getByText('没有保存任何内容').waitFor();
    assert.equal(await panel.getByLabel('单位全称').inputValue(), `河研院${screen}`);
    await fits(page, `review-add-unit-refused-${screen}`);
    await panel.getByLabel('单位全称').fill('');
    await discard(page);
  }, { allow: [/status of 422/] });

  journey(`what is not saved is marked, counted and led to (${screen})`, async ({ signIn }) => {
    const page = await signIn('coordinator', undefined, size);
    await draft(page, `海洋${screen}`);
    const note = page.locator('.unsaved-note');
    assert.ok(await note.isHidden());
    const owed = page.locator('.milestone[id^=f-d]').last().getByLabel('责任主体');
    await tabTo(page, owed);
    await retype(page, '柳州');
    assert.equal(await page.locator('.unsaved').count(), 1);
    assert.equal(await note.innerText(), '本页未保存的修改 1 处');
    await fits(page, `review-unsaved-${screen}`);
    // The way leads to it, and the next Tab goes on from there.
    await tabTo(page, note.getByRole('link'));
    await page.keyboard.press('Enter');
    assert.ok(await owed.evaluate(one => { const { top, bottom } = one.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }));
    await owed.focus();
    await retype(page, '桂林');
    assert.ok(await note.isHidden(), 'typed back, it is no change');
    assert.equal(await page.locator('.unsaved, .has-unsaved').count(), 0);
    await discard(page);
  });

  journey(`two at one draft: who is later loses nothing that was typed (${screen})`, async ({ signIn }) => {
    const early = await signIn('coordinator', undefined, size), late = await signIn('coordinator', undefined, size);
    await draft(early, `草原${screen}`);
    await late.goto(early.url().split('?')[0]);
    const [lead, support, due] = [page => page.getByLabel('牵头单位').first(), page => page.getByLabel('配合单位').first(),
      page => page.locator('.milestone input[type=date]').first()];
    await lead(early).fill('自治区生态环境厅');
    await early.getByRole('button', { name: '保存本页' }).click();
    await early.getByText('已保存 1 处修改').waitFor();

    await tabTo(late, lead(late));
    await retype(late, '自治区公安厅');
    await tabTo(late, support(late));
    await retype(late, '自治区科技厅');
    await due(late).fill('2025-08-31');
    await fromTheTop(late);
    await tabTo(late, late.getByRole('button', { name: '保存本页' }));
    await late.keyboard.press('Enter');
    await late.getByText('在别处被修改过').waitFor();
    assert.deepEqual(await Promise.all([lead, support, due].map(field => field(late).inputValue())),
      ['自治区公安厅', '自治区科技厅', '2025-08-31']);
    assert.equal(await late.locator('.unsaved-count').innerText(), '3 处未保存');
    assert.match(await late.locator('main').innerText(), /现在保存的是：\s*自治区生态环境厅/);
    await fits(late, `review-conflict-${screen}`);
    await tabTo(late, due(late));
    await late.keyboard.press('Enter');
    await late.getByText('已保存 2 处修改').waitFor();
    assert.equal(await lead(late).inputValue(), '自治区公安厅');
    // A colleague confirms; the page that is still open is told so and shows the plan.
    await early.reload();
    await early.getByRole('button', { name: '确认启用' }).click();
    await early.getByText('计划已启用').waitFor();
    await support(late).fill('自治区水利厅');
    await support(late).press('Control+Home');
    await late.getByRole('button', { name: '保存本页' }).click();
    await late.getByText('已启用，不能再按草稿修改').waitFor();
    assert.match(await late.locator('main').innerText(), /自治区水利厅/, 'what was typed is shown');
    await fits(late, `review-confirmed-meanwhile-${screen}`);
  }, { allow: [/status of 409/] });

  journey(`nothing is confirmed over what is not saved (${screen})`, async ({ signIn }) => {
    const page = await signIn('coordinator', undefined, size);
    await draft(page, `森林${screen}`);
    const due = page.locator('.milestone input[type=date]').first();
    await due.fill('2025-07-31');
    const confirm = page.getByRole('button', { name: '确认启用' });
    await tabTo(page, confirm);
    await page.keyboard.press('Enter');
    await page.getByText('已保存 1 处修改，尚未启用').waitFor();
    assert.equal(await due.inputValue(), '2025-07-31');
    assert.ok(await confirm.evaluate(one => one.getBoundingClientRect().top < innerHeight), 'the panel is in view');
    await fits(page, `review-not-confirmed-${screen}`);
    // What is wrong is refused, and is still there.
    await page.getByLabel('牵头单位').first().fill('没有这个局');
    await confirm.click();
    await page.getByText('没有保存任何内容').waitFor();
    assert.equal(await page.getByLabel('牵头单位').first().inputValue(), '没有这个局');
    await fits(page, `review-confirm-refused-${screen}`);
    await page.getByLabel('牵头单位').first().fill('自治区林业局');
    await fromTheTop(page);
    await tabTo(page, confirm);
    await page.keyboard.press('Enter');
    await page.getByText('计划已启用').waitFor();
  }, { allow: [/status of 422/] });
}

journey('what stands for all counties is put down to those that are named, and two ways to write a unit become one', async ({ signIn }) => {
  const page = await signIn('coordinator');
  await draft(page, '水环境', `云河市2025年度湿地治理工作计划（虚构样例）
一、重点任务
1.整治排污口。各县（市、区）于2025年6月底前完成排查。（牵头单位：市发改委。责任单位：各县（市、区）人民政府）
2.改造管网。9月底前完成改造。（牵头单位：市发展改革委）
`);
  const group = page.locator('#units .milestone', { hasText: '指多个单位' });
  await tabTo(page, group.getByLabel('指哪些单位'));
  await page.keyboard.type('桂河县、望江区');
  await fits(page, 'review-group');
  await page.setViewportSize(PHONE);
  await fits(page, 'review-group-phone');
  await page.setViewportSize(DESKTOP);
  await group.getByRole('button', { name: '换成这些单位' }).press('Enter');
  await page.getByText('已保存 1 处修改').waitFor();
  const short = page.locator('#units .milestone', { has: page.locator('strong', { hasText: /^市发改委$/ }) });
  assert.match(await short.innerText(), /本文件里相近的写法：\s*市发展改革委/);
  await short.getByRole('button', { name: '采用 市发展改革委' }).press('Enter');
  await page.getByText('已保存 1 处修改').waitFor();
  assert.deepEqual(await page.getByLabel('牵头单位').evaluateAll(all => all.map(one => one.value)), ['市发展改革委', '市发展改革委']);
  await page.locator('#units').getByRole('button', { name: '作为新单位' }).first().press('Enter');
  await page.getByRole('button', { name: '确认启用' }).click();
  await page.getByText('计划已启用').waitFor();
  await page.goto(new URL('/ledger?kind=dated&due_from=2025-06-30&due_to=2025-06-30', base).href);
  const ledger = await page.locator('main').innerText();
  assert.match(ledger, /桂河县人民政府/);
  assert.match(ledger, /望江区人民政府/);
});
