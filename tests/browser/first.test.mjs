// What somebody meets who does a thing for the first time, or twice: refusals that say why, and nothing that is lost or done double.
import { strict as assert } from 'node:assert';
import { DESKTOP, PHONE, account, axe, base, fitsTheScreen, journey, shot } from './harness.mjs';

const at = address => new URL(address, base).href;

/** Looks at a page on both screens, as it is: a page that answers a form cannot be read anew in the other language. */
async function look(page, name) {
  for (const [screen, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    await page.setViewportSize(size);
    await axe(page);
    await fitsTheScreen(page);
    await shot(page, `first-${name}-${screen}`);
  }
  await page.setViewportSize(DESKTOP);
}

/** The same in both languages; `again` draws the page anew, where its address does not. */
async function lookInBoth(page, name, again) {
  const here = page.url();
  for (const lang of ['en', 'zh']) {
    await page.goto(at(`/account?lang=${lang}`));
    await page.goto(here);
    await again?.();
    await look(page, `${name}-${lang}`);
  }
}

/** Signs another account in, in the same browser. */
async function signInAs(page, { email, password }) {
  await page.goto(at('/sign-in'));
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.locator('form:has(input[name=password]) [type=submit]').click();
  await page.waitForURL(url => url.pathname !== '/sign-in');
}

journey('the last administrator of a kind stays, and a search without a hit says so', async ({ signIn }) => {
  const page = await signIn('sysadmin');
  const { name, email } = account('secadmin');
  await page.goto(at(`/people?q=${encodeURIComponent(email)}`));
  await page.getByRole('link', { name, exact: true }).click();
  await page.waitForURL(/\/people\/\d+$/);
  await lookInBoth(page, 'last-administrator', async () => {
    await page.locator('form[action$="/disable"] button').click();
    await page.locator('[role=alert]').waitFor();
  });
  assert.match(await page.locator('[role=alert]').innerText(), /最后一位安全管理员/);
  await page.goto(at('/people?q=zzzz'));
  await lookInBoth(page, 'nobody-found');
}, { allow: [/status of 409/] });

journey('a call is recorded once however often its button is pressed', async ({ signIn }) => {
  const page = await signIn('coordinator');
  await page.goto(at('/overdue'));
  await page.locator('a[href^="/obligations/"]').first().click();
  await page.waitForURL(/\/obligations\/\d+/);
  await page.locator('textarea[name=remark]').first().waitFor();
  await lookInBoth(page, 'decision');
  await page.getByText('记录电话').first().click();
  await page.locator('#answer').fill('答复：本周五前报送（连按两次）');
  await page.locator('form[action$="/calls"] button:not(.no-enter)').dblclick();
  await page.waitForURL(/done=called/);
  await page.reload();
  assert.equal(await page.locator('.history > li', { hasText: '连按两次' }).count(), 1);
});

journey('what was typed with one account is kept for it where another signs in', async ({ signIn }) => {
  const [own, other] = [account('liaison', '贺州市人民政府'), account('liaison', '河池市人民政府')];
  const page = await signIn('liaison', own.unit);
  await page.goto(at('/my-work'));
  // A row of the month's table takes a report.
  await page.locator('tr:has(textarea) a[href^="/obligations/"]').first().click();
  await page.waitForURL(/\/obligations\/\d+/);
  await page.locator('#progress').fill('写了很久的进展，不能丢');
  const second = await page.context().newPage();
  await signInAs(second, other);
  await page.locator('form[action$="/reports"] button[value=save]').click();
  await page.getByText('这份表单是用另一个账号打开的').waitFor();
  assert.ok(!(await page.content()).includes('不能丢'), 'nothing of it is shown to the other');
  await look(page, 'others-form');
  await page.goto(at('/kept/0123456789abcdef'));
  await lookInBoth(page, 'not-kept');
  await page.getByRole('button', { name: '退出' }).click();
  await page.waitForURL(/sign-in/);
  await signInAs(page, own);
  await page.waitForURL(/\/account\?done=kept/);
  await lookInBoth(page, 'kept');
  await page.locator('#kept a').first().click();
  assert.equal(await page.locator('#progress').inputValue(), '写了很久的进展，不能丢');
  await look(page, 'kept-again');
}, { allow: [/status of 403/, /status of 404/] });

journey('a span of days that ends before it begins is refused at its field', async ({ signIn }) => {
  const page = await signIn('coordinator');
  await page.goto(at('/ledger?due_from=2024-07-01&due_to=2024-06-01'));
  await lookInBoth(page, 'no-span');
  assert.match(await page.locator('#due_to-fault').innerText(), /早于起始日期/);
}, { allow: [/status of 422/] });

journey('what counts as not reported takes no date beside it', async ({ signIn }) => {
  const page = await signIn('coordinator');
  await page.goto(at('/review'));
  await page.locator('a[href^="/obligations/"]').first().click();
  await page.waitForURL(/\/obligations\/\d+/);
  await lookInBoth(page, 'as-empty-with-date', async () => {
    await page.locator('#return-reason').fill('没有内容');
    await page.locator('#answer_by').fill('2024-07-05');
    await page.locator('input[name=as_empty]').check();
    await page.locator('form[action$="/return"] button:not(.no-enter)').click();
    await page.locator('#answer_by-fault').waitFor();
  });
  assert.match(await page.locator('#answer_by-fault').innerText(), /期限不变/);
}, { allow: [/status of 422/] });

journey('a draft of a year that is over warns, its doubts are ticked off at one go, and it waits on the desk', async ({ signIn }) => {
  const page = await signIn('coordinator');
  await page.goto(at('/plans/import'));
  const text = '2023年度湿地保护工作计划（虚构样例）\n一、重点任务\n1.编制名录。各设区市于2023年6月底前完成湿地名录编制，2023年13月底前验收。（牵头单位：自治区林业局）\n'
    + '2.修复湿地。2023年14月底前完成示范点建设。（牵头单位：自治区湿地站）\n各地要加强宣传。\n';
  await page.locator('input[type=file]').setInputFiles({ name: '湿地.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await page.locator('form[action="/plans/import"] button').click();
  await page.waitForURL(/\/review/);
  const review = page.url().split('?')[0];
  await page.getByText('这份计划到 2023 年为止').waitFor();
  await lookInBoth(page, 'past-year');
  await page.locator('button[value=settle-doubts]').click();
  await page.waitForURL(/done=/);
  assert.equal(await page.locator('button[value=settle-doubts]').count(), 0);
  await page.goto(at('/desk'));
  await page.locator(`a[href="${new URL(review).pathname}"]`).waitFor();
  await lookInBoth(page, 'desk');
  await page.goto(review);
  await page.locator('summary', { hasText: '丢弃' }).click();
  await page.locator('button[form=discard]').click();
  await page.waitForURL(/import/);
});

journey('what was typed is not left behind without a question, whichever link or other button is pressed', async ({ signIn }) => {
  const page = await signIn('liaison', '百色市人民政府');
  await page.locator('form[action="/my-work/month"] tbody th a').first().click();
  const field = page.getByLabel('存在问题');
  await field.fill('还没有保存的问题');
  const asked = [];
  page.on('dialog', async dialog => { asked.push(dialog.type()); await dialog.dismiss(); });
  for (const leave of [page.getByRole('link', { name: 'English' }), page.getByRole('button', { name: '退出' })]) {
    await leave.click();
    await page.waitForFunction(() => true);
    assert.equal(await field.inputValue(), '还没有保存的问题');
  }
  assert.deepEqual(asked, ['beforeunload', 'beforeunload']);
  await page.getByRole('button', { name: '暂存' }).click();
  await page.getByText('已暂存').waitFor();
  assert.equal(asked.length, 2, 'its own button asks nothing');
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByText('Acting for').first().waitFor();
  assert.equal(asked.length, 2, 'what is stored is left without a question');
});

journey('on a telephone the brief and the desk are cards: nothing is pushed off the screen', async ({ signIn }) => {
  for (const [role, path] of [['leader', '/brief'], ['coordinator', '/desk'], ['coordinator', '/brief']]) {
    const page = await signIn(role, undefined, PHONE);
    await page.goto(new URL(path, base).href);
    const wide = await page.locator('main .table').evaluateAll(frames => frames.filter(one => one.scrollWidth > one.clientWidth + 1).length);
    assert.equal(wide, 0, `${role} ${path}`);
    const narrow = await page.locator('main .table td.wide').evaluateAll(cells => cells.filter(one => one.clientWidth < 200).length);
    assert.equal(narrow, 0, `${role} ${path}: a cell is broken into a few characters a line`);
    await shot(page, `phone-${role}${path.replace('/', '-')}`);
  }
});
