// Builds what the binary embeds: `node build.mjs` fills dist/ from src/ and node_modules/.
//   dist/<name>.<hash>.<ext>   served to browsers for ever under that name, with .gz and .br beside texts
//   dist/server/               read by the program only: the chart bundle, the whole fonts that measure text and print it in
//                              PNG files, the small ones that SVG files carry inside, and the engine that turns SVG into PNG
//   dist/manifest.json         logical name → {path, integrity, bytes}
// Same input, same bytes. Old files are removed first; .gitkeep stays, so that the program compiles before the first build.
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import * as sass from 'sass';
import subsetFont from 'subset-font';
import wawoff2 from 'wawoff2';

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, 'dist');
const modules = join(root, 'node_modules');

const SCREEN_FONTS = {
  'inter-latin.woff2': '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  'inter-latin-ext.woff2': '@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2',
};
const SERVER_FONTS = {
  'server/Inter-Regular.ttf': 'inter-ui/web/Inter-Regular.woff2',
  'server/Inter-Bold.ttf': 'inter-ui/web/Inter-Bold.woff2',
};
// What a chart can print in either language: ASCII, Latin-1, the letters that French has beyond it, typographic marks and
// spaces, signs, superscript letters. A letter beyond these comes from the reader's own fonts.
const PRINTED = [...range(0x20, 0x7e), ...range(0xa0, 0xff)].map((code) => String.fromCodePoint(code)).join('')
  + 'ŒœŸ€‘’‚“”„«»‹›–—…•·\u2009\u202f\u2011\u2212→←↑↓↗↘≥≤≠≈×÷‰½¼¾⅓⅔ⁿᵉʳᵈˢⁱ₂✓▲▼●';
const CARRIED_FONTS = {
  'server/inter-regular.woff2': 'inter-ui/web/Inter-Regular.woff2',
  'server/inter-bold.woff2': 'inter-ui/web/Inter-Bold.woff2',
};
const PNG_ENGINE = '@resvg/resvg-wasm';
const LICENCES = {
  'licences/inter.txt': 'inter-ui/LICENSE.txt',
  'licences/echarts.txt': 'echarts/LICENSE',
  'licences/echarts-notice.txt': 'echarts/NOTICE',
  'licences/zrender.txt': 'zrender/LICENSE',
};

// ECharts falls back to "sans-serif" wherever an option cannot set the font (tooltips are drawn in it). Both the measuring
// and the drawing must use ours. The build stops when a new version has no such place any more.
const OUR_FONT = "'Inter Variable, Inter, sans-serif'";
const FONT_PLACES = [
  { filter: /zrender[\\/]lib[\\/]core[\\/]platform\.js$/, from: "DEFAULT_FONT_FAMILY = 'sans-serif'", to: `DEFAULT_FONT_FAMILY = ${OUR_FONT}` },
  { filter: /zrender[\\/]lib[\\/]core[\\/]platform\.js$/, from: 'DEFAULT_FONT_SIZE = 12', to: 'DEFAULT_FONT_SIZE = 13' },
  { filter: /zrender[\\/]lib[\\/]graphic[\\/]Text\.js$/, from: "style.fontFamily || 'sans-serif'", to: `style.fontFamily || ${OUR_FONT}` },
];

const houseFont = {
  name: 'house-font',
  setup(build) {
    build.onLoad({ filter: /zrender[\\/]lib[\\/](core[\\/]platform|graphic[\\/]Text)\.js$/ }, async ({ path }) => {
      let contents = await readFile(path, 'utf8');
      for (const { filter, from, to } of FONT_PLACES) {
        if (!filter.test(path)) continue;
        if (!contents.includes(from)) throw new Error(`${path}: no ${from}`);
        contents = contents.replace(from, to);
      }
      return { contents, loader: 'js' };
    });
  },
};

function range(from, to) { return Array.from({ length: to - from + 1 }, (_, i) => from + i); }

async function bundle(entry, options = {}) {
  const result = await esbuild.build({
    entryPoints: [join(root, 'src/js', entry)], bundle: true, minify: true, format: 'iife', target: 'es2020', charset: 'utf8',
    legalComments: 'none', define: { 'process.env.NODE_ENV': '"production"' }, write: false, logLevel: 'warning', ...options,
  });
  return Buffer.from(result.outputFiles[0].contents);
}

const manifest = {};

async function write(name, contents) {
  const path = join(dist, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, contents);
}

/** Writes a file served to browsers under a name that changes with its contents; texts are compressed once, here. */
async function publish(name, contents) {
  const bytes = Buffer.from(contents);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const extension = extname(name);
  const path = `${name.slice(0, -extension.length)}.${hash}${extension}`;
  await write(path, bytes);
  if (extension !== '.woff2') {
    await write(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    await write(`${path}.br`, brotliCompressSync(bytes, { params: {
      [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    } }));
  }
  manifest[name] = { path, integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}`, bytes: bytes.length };
  return path;
}

async function clean() {
  await mkdir(dist, { recursive: true });
  for (const name of await readdir(dist)) {
    if (name !== '.gitkeep') await rm(join(dist, name), { recursive: true });
  }
}

async function publishFonts() {
  const renamed = {};
  for (const [name, file] of Object.entries(SCREEN_FONTS)) {
    renamed[name] = await publish(name, await readFile(join(modules, file)));
  }
  return renamed;
}

async function publishStyles(name, fonts) {
  const { css } = sass.compile(join(root, `src/scss/${name}.scss`), { style: 'compressed', loadPaths: [modules], quietDeps: true });
  const rewritten = css.replace(/url\("?([^")]+)"?\)/g, (whole, name) => {
    if (!fonts[name]) throw new Error(`styles refer to ${name}, which is not built here`);
    return `url(${fonts[name]})`;
  });
  await publish(`${name}.css`, rewritten);
}

async function publishIcon() {
  await publish('icon.svg', await readFile(join(root, 'src/icon.svg')));
}

async function publishScripts() {
  for (const name of ['site.js', 'search.js', 'desk.js', 'frame.js', 'embed.js']) await publish(name, await bundle(name));
  const charts = await bundle('charts.js', { globalName: 'SegurCharts', plugins: [houseFont] });
  await publish('charts.js', charts);
  const regions = await readFile(join(root, 'geo/regions.geojson'), 'utf8');
  await write('server/charts.js', `${charts};SegurCharts.registerMap('regions', ${JSON.stringify(regions)});\n`);
}

async function copyServerFiles() {
  for (const [name, file] of Object.entries(SERVER_FONTS)) {
    await write(name, Buffer.from(await wawoff2.decompress(await readFile(join(modules, file)))));
  }
  for (const [name, file] of Object.entries(CARRIED_FONTS)) {
    await write(name, await subsetFont(await readFile(join(modules, file)), PRINTED, { targetFormat: 'woff2' }));
  }
  await copyEngine();
  for (const [name, file] of Object.entries(LICENCES)) await write(name, await readFile(join(modules, file)));
  // govuk-frontend is under the same MIT terms as we are, but its package does not carry them.
  const mit = await readFile(join(root, '../LICENSE'), 'utf8');
  await write('licences/govuk-frontend.txt',
    mit.replace(/^Copyright .*$/m, 'Copyright (C) 2017 Crown Copyright (Government Digital Service)'));
}

/** The engine's package names its licence, but does not carry it: axe-core is under the same one and does. */
async function copyEngine() {
  await write('server/resvg.wasm', await readFile(join(modules, PNG_ENGINE, 'index_bg.wasm')));
  const { version, license } = JSON.parse(await readFile(join(modules, PNG_ENGINE, 'package.json'), 'utf8'));
  if (license !== 'MPL-2.0') throw new Error(`${PNG_ENGINE} is under ${license} now`);
  const terms = await readFile(join(modules, 'axe-core/LICENSE'), 'utf8');
  if (!terms.startsWith('Mozilla Public License, version 2.0')) throw new Error('axe-core carries other terms now');
  await write('licences/resvg.txt', `${PNG_ENGINE} ${version}, unchanged: server/resvg.wasm, inside the program.
Its source is at https://github.com/yisibl/resvg-js (tag v${version}), that of the resvg library at https://github.com/linebender/resvg.
Both are under the Mozilla Public License, version 2.0:\n\n${terms}`);
}

await clean();
const fonts = await publishFonts();
for (const name of ['site', 'report', 'desk', 'frame']) await publishStyles(name, fonts);
await publishIcon();
await publishScripts();
await copyServerFiles();
await write('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
