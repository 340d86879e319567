// The doors: what everybody sees before and right after signing in.
import { strict as assert } from 'node:assert';
import { DESKTOP, PHONE, axe, fitsTheScreen, journey, shot } from './harness.mjs';

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
