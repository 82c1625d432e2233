// What a publishing tool does with the address of a page that somebody pastes: asks the page how to show it, then the place
// that the page names. The client is that of a content management system (oembetter, of ApostropheCMS).
// Usage: node oembed-consumer.mjs, with {"pages": ["http://…"], "xml": false, "options": {"maxwidth": 400}} on standard input.
// It prints a list, for each page the answer or {"failed": "why"}.
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const require = createRequire(import.meta.url);
const tool = require('oembetter')();
const { pages, xml, options } = JSON.parse(await text(process.stdin));

require('oembetter/oembed.js').setForceXml(xml);
const fetchOne = (page) => new Promise((done) => {
  tool.fetch(page, options ?? {}, (fault, answer) => done(fault ? { failed: String(fault.status ?? fault) } : answer));
});

const answers = [];
for (const page of pages) answers.push(await fetchOne(page));
console.log(JSON.stringify(answers));
