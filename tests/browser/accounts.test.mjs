// Accounts: everybody's own, those that the administrators keep, and what each of the three administrators sees.
import { strict as assert } from 'node:assert';
import { DESKTOP, PHONE, account, axe, base, fitsTheScreen, journey, shot } from './harness.mjs';

/** Looks at a page on both screens. */
async function look(page, name) {
  for (const [screen, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    await page.setViewportSize(size);
    await axe(page);
    await fitsTheScreen(page);
    await shot(page, `${name}-${screen}`);
  }
  await page.setViewportSize(DESKTOP);
}

journey('everybody finds the own account by the name at the top, and is told at the field what is wrong', async ({ signIn }) => {
  const page = await signIn('liaison', '贺州市人民政府');
  await page.locator('.who a').click();
  await page.waitForURL(/\/account$/);
  await page.getByRole('cell', { name: '本次登录' }).waitFor();
  await look(page, 'account');
  await page.getByLabel('现在的口令').fill('wrong-7-words-here');
  await page.getByLabel('新口令').fill('Password123');
  await page.getByLabel('再输一次').fill('Password123');
  await page.getByRole('button', { name: '修改口令' }).click();
  await page.locator('#password-fault').waitFor();
  assert.match(await page.locator('#password-fault').innerText(), /容易被猜中/);
  await look(page, 'account-refused');
}, { allow: [/status of 422/] });

journey('the system administrator finds a person, mends what stands there and ends a post', async ({ signIn }) => {
  const page = await signIn('sysadmin');
  await page.waitForURL(/\/system$/);
  await look(page, 'system');
  await page.goto(new URL('/people', base).href);
  await look(page, 'people');
  const { name } = account('head', '贺州市人民政府');
  await page.getByLabel('查找').fill('贺州');
  await page.getByRole('button', { name: '查找' }).click();
  await page.getByRole('link', { name, exact: true }).click();
  await page.waitForURL(/\/people\/\d+$/);
  await look(page, 'person');
  await page.getByLabel('电话').fill('0774-7654321');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByText('已保存').waitFor();
  await page.locator('input[name=from]').first().fill('2020-01-01');
  await page.getByRole('button', { name: '免去' }).first().click();
  await page.locator('.fault').waitFor();
  assert.match(await page.locator('.fault').innerText(), /不能早于任职之日/);
  await look(page, 'person-refused');
}, { allow: [/status of 422/] });

journey('a link for a coordinator is asked for by one administrator and agreed to by another', async ({ signIn }) => {
  const system = await signIn('sysadmin');
  const { name, email } = account('coordinator');
  await system.goto(new URL(`/people?q=${encodeURIComponent(email)}`, base).href);
  await system.getByRole('link', { name, exact: true }).click();
  await system.getByRole('button', { name: '新的一次性链接' }).click();
  await system.getByText('已向安全管理员申请').waitFor();
  await look(system, 'person-waits');
  const security = await signIn('secadmin');
  await security.getByText(email).waitFor();
  await look(security, 'policy');
  await security.getByRole('button', { name: '不同意' }).click();
  await security.getByText('没有待同意的申请').waitFor();
  await system.reload();
  await system.getByText('没有同意最近一次').waitFor();
});
