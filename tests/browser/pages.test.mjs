// The doors: what everybody sees before and right after signing in.
import { strict as assert } from 'node:assert';
import { DESKTOP, PHONE, axe, base, fitsTheScreen, journey, shot } from './harness.mjs';

journey('whoever is not signed in is led to the sign-in page', async ({ visit }) => {
  const page = await visit('/');
  assert.equal(new URL(page.url()).pathname, '/sign-in');
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
  assert.match(await page.title(), /督办/);
});

journey('every field of the sign-in page has a label in words', async ({ visit }) => {
  const page = await visit('/sign-in');
  const fields = await page.locator('input:not([type=hidden], [type=submit])').evaluateAll(inputs =>
    inputs.map(input => ({ name: input.name, label: [...input.labels].map(label => label.innerText.trim()).join('') })));
  assert.deepEqual(fields.map(field => field.name).filter(name => ['email', 'password'].includes(name)), ['email', 'password']);
  for (const { name, label } of fields) assert.match(label, /\p{Script=Han}/u, `the field ${name} has no label`);
});

for (const [screen, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  journey(`the sign-in page fits a ${screen} and has no barriers`, async ({ visit }) => {
    const page = await visit('/sign-in', size);
    await fitsTheScreen(page);
    await axe(page);
    await shot(page, `sign-in-${screen}`);
  });
}

journey('the sign-in page speaks English on request', async ({ visit }) => {
  const page = await visit('/sign-in');
  const english = { name: 'English', exact: true };
  await page.getByRole('link', english).or(page.getByRole('button', english)).click();
  await page.locator('html[lang=en]').waitFor();
  await axe(page);
});

journey('a liaison signs in and is shown a page of her own', async ({ signIn }) => {
  const page = await signIn('liaison', '桂林市人民政府');
  await page.getByText('演示数据').first().waitFor();
  await fitsTheScreen(page);
  await axe(page);
  await shot(page, 'liaison');
});

journey('a role is chosen on the sign-in page of a demonstration', async ({ visit }) => {
  const page = await visit('/sign-in');
  await page.getByRole('button', { name: '调度人员' }).click();
  await page.waitForURL(url => url.pathname === '/desk');
  await axe(page);
  await page.getByText('自治区科技厅').first().waitFor();
  await shot(page, 'desk-by-role');
});

for (const [screen, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  journey(`a dead link on a ${screen} says what to do and leads to sign-in`, async ({ visit }) => {
    const page = await visit('/set-password/0123456789abcdef', size);
    await page.getByRole('heading', { name: '此链接不能使用' }).waitFor();
    await fitsTheScreen(page);
    await axe(page);
    await shot(page, `dead-link-${screen}`);
    await page.getByRole('link', { name: '登录' }).click();
    await page.waitForURL(url => url.pathname === '/sign-in');
  }, { allow: [/404/] });

  journey(`what is not there or not allowed keeps the menu on a ${screen}`, async ({ signIn }) => {
    const page = await signIn('liaison', '桂林市人民政府', size);
    for (const path of ['/nothing-here', '/desk']) {
      await page.goto(new URL(path, base).href);
      await page.getByRole('navigation').getByRole('link', { name: '我的待办' }).waitFor();
      await fitsTheScreen(page);
      await axe(page);
      await shot(page, `refused-${path.slice(1)}-${screen}`);
    }
  }, { allow: [/404/, /403/] });
}
