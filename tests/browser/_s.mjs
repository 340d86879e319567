import { chromium } from 'playwright-core';
import fs from 'fs';
const base='http://127.0.0.1:18812';
const acc=JSON.parse(fs.readFileSync('/tmp/dt/scale/demo/accounts.json')).accounts;
const who=(r,u)=>acc.find(a=>a.role===r&&(!u||a.unit===u));
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox']});
async function go(a,pages){const c=await b.newContext({viewport:{width:1366,height:768}});const p=await c.newPage();
 await p.goto(base+'/sign-in');await p.fill('#email',a.email);await p.fill('#password',a.password);await p.press('#password','Enter');await p.waitForLoadState();
 for(const [n,u,phone] of pages){await p.setViewportSize(phone?{width:390,height:844}:{width:1366,height:768});await p.goto(base+u);await p.screenshot({path:`/tmp/dt/shots/mp-${n}.png`});}
 await c.close();}
await go(who('coordinator'),[['desk','/desk'],['desk-phone','/desk?plan=all&lang=zh',1],['over','/overdue?plan=all'],['brief','/brief?plan=all'],['one','/brief?plan=3'],['plans','/plan?plan=all'],['en','/ledger?plan=all&lang=en']]);
await go(who('liaison','桂林市人民政府'),[['work','/my-work'],['work-phone','/my-work?plan=all',1]]);
await b.close();
