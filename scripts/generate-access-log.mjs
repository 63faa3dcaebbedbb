// Writes the sample web server log to standard output: combined format with the request time in seconds at the end,
// as nginx writes it with  log_format … '$remote_addr - $remote_user [$time_local] "$request" $status
// $body_bytes_sent "$http_referer" "$http_user_agent" $request_time'. The same seed gives the same bytes:
//   node scripts/generate-access-log.mjs > process-types/samples/access.log
const LINES = 10_000;
const SEED = 20_260_316;
const DAY = Date.UTC(2026, 2, 16);

/** mulberry32: small, and the same on every machine. Gives numbers in [0, 1). */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = randomFrom(SEED);
const between = (low, high) => low + Math.floor(random() * (high - low + 1));
const oneOf = (list) => list[Math.floor(random() * list.length)];

/** Picks from [weight, value] pairs. */
function weighted(pairs) {
  let left = random() * pairs.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, value] of pairs) {
    left -= weight;
    if (left < 0) return value;
  }
  return pairs.at(-1)[1];
}

/** Milliseconds around a median, with the long tail that servers have. */
function lognormal(median, spread) {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.max(0, Math.round(median * Math.exp(spread * normal)));
}

const AGENTS = [
  [38, 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/134.0.0.0 Safari/537.36'],
  [22, 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) Version/18.3 Mobile Safari/604.1'],
  [14, 'Mozilla/5.0 (X11; Linux x86_64; rv:136.0) Gecko/20100101 Firefox/136.0'],
  [10, 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.3 Safari/605.1.15'],
  [6, 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'],
  [4, 'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)'],
  [3, 'shop-app/4.2.1 (Android 15)'],
  [2, 'curl/8.12.1'],
  [1, 'Mozilla/5.0 \\x22quoted\\x22 agent'],
];

const product = () => between(1, 180) ** 2 % 211;
const TERMS = ['lamp', 'oak+table', 'chair%20blue', 'sofa', 'caf%C3%A9', 'rug', 'desk', 'shelf'];

// [weight, [method, path, median ms, spread, bytes at least, bytes at most]]
const PAGES = [
  [14, ['GET', () => '/', 28, 0.5, 8200, 8400]],
  [16, ['GET', () => `/products/${product()}`, 45, 0.6, 9000, 24000]],
  [9, ['GET', () => `/products?page=${between(1, 12)}&sort=${oneOf(['price', 'new', 'name'])}`, 70, 0.7, 15000, 31000]],
  [7, ['GET', () => `/search?q=${oneOf(TERMS)}`, 180, 0.9, 4000, 28000]],
  [9, ['GET', () => '/static/app.8f3c1d.js', 3, 0.6, 214310, 214310]],
  [9, ['GET', () => '/static/app.41ab90.css', 2, 0.6, 38122, 38122]],
  [12, ['GET', () => `/images/p/${product()}.webp`, 4, 0.8, 12000, 96000]],
  [3, ['GET', () => '/favicon.ico', 1, 0.5, 4286, 4286]],
  [6, ['GET', () => '/api/cart', 22, 0.6, 180, 2400]],
  [3, ['POST', () => '/api/cart/items', 48, 0.6, 160, 900]],
  [1.6, ['POST', () => '/api/checkout', 640, 0.7, 240, 700]],
  [2, ['POST', () => '/api/login', 130, 0.4, 90, 600]],
  [2.4, ['GET', () => `/api/recommendations?for=${product()}`, 310, 0.8, 800, 6000]],
  [0.5, ['GET', () => '/admin/reports/export?format=csv', 4200, 0.6, 90000, 900000]],
  [2, ['GET', () => '/health', 1, 0.3, 15, 15]],
  [1.2, ['GET', () => '/robots.txt', 1, 0.4, 212, 212]],
  [0.6, ['GET', () => '/blog/caring for wood', 60, 0.5, 11000, 12000]],
];

const SCANS = ['/wp-login.php', '/.env', '/.git/config', '/phpmyadmin/', '/vendor/phpunit/src/Util/PHP/eval-stdin.php'];

/** Requests per hour of the day, in proportion: quiet at night, busiest in the evening. */
const HOURS = [
  2, 1.2, 0.8, 0.6, 0.7, 1.2, 2.4, 4, 5.5, 6.4, 6.8, 7, 7.6, 7.2, 6.6, 6.4, 6.6, 7.2, 8.2, 9.4, 9.8, 8.6, 6.2, 3.8,
].map((weight, hour) => [weight, hour]);

const moment = () => DAY + weighted(HOURS) * 3_600_000 + Math.floor(random() * 3_600_000);

function address() {
  if (random() < 0.12) return `2001:db8:${between(1, 40).toString(16)}::${between(1, 0xfff).toString(16)}`;
  return `${oneOf(['192.0.2', '198.51.100', '203.0.113'])}.${between(1, 254)}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function timeLocal(at) {
  const iso = new Date(at).toISOString();
  return `${iso.slice(8, 10)}/${MONTHS[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}

function statusOf(method, path, busy) {
  if (path === '/health' || path === '/robots.txt') return 200;
  if (path === '/api/login')
    return weighted([
      [82, 200],
      [16, 401],
      [2, 429],
    ]);
  if (path === '/api/checkout')
    return weighted([
      [88, 201],
      [7, 422],
      [2, 500],
      [busy ? 6 : 1, 504],
    ]);
  if (path.startsWith('/admin/'))
    return weighted([
      [70, 200],
      [20, 403],
      [10, 504],
    ]);
  if (path.startsWith('/static/') || path.startsWith('/images/'))
    return weighted([
      [62, 200],
      [36, 304],
      [2, 404],
    ]);
  if (method === 'POST')
    return weighted([
      [94, 201],
      [4, 400],
      [2, 500],
    ]);
  return weighted([
    [930, 200],
    [22, 301],
    [8, 302],
    [26, 404],
    [4, 500],
    [busy ? 8 : 2, 502],
    [3, 499],
  ]);
}

function millisecondsOf(status, median, spread, busy) {
  if (status === 504) return between(30_000, 30_012);
  return status === 304 ? between(0, 2) : lognormal(busy ? median * 1.6 : median, spread);
}

function bytesOf(status, atLeast, atMost) {
  if (status === 304 || status === 499) return 0;
  return status >= 300 ? between(140, 600) : between(atLeast, atMost);
}

function logLine(at) {
  const hour = new Date(at).getUTCHours();
  const busy = hour >= 19 && hour <= 21;
  const from = `${address()} - ${random() < 0.01 ? 'anna' : '-'} [${timeLocal(at)}]`;
  const kind = random();
  if (kind < 0.002) return `${from} "\\x16\\x03\\x01\\x00\\xEE\\x01\\x00" 400 157 "-" "-" 0.${between(100, 400)}`;
  if (kind < 0.003) return `${from} "" 408 0 "-" "-" 60.00${between(0, 9)}`;
  if (kind < 0.022)
    return `${from} "GET ${oneOf(SCANS)} HTTP/1.1" ${weighted([
      [9, 404],
      [1, 403],
    ])} 153 "-" "-" 0.00${between(0, 3)}`;

  const [method, makePath, median, spread, atLeast, atMost] = weighted(PAGES);
  const path = makePath();
  const status = statusOf(method, path, busy);
  const seconds = (millisecondsOf(status, median, spread, busy) / 1000).toFixed(3);
  const bytes = bytesOf(status, atLeast, atMost);
  const referer = random() < 0.25 ? `https://shop.example/${oneOf(['', 'products', 'search?q=lamp'])}` : '-';
  const protocol = random() < 0.7 ? 'HTTP/2.0' : 'HTTP/1.1';
  return `${from} "${method} ${path} ${protocol}" ${status} ${bytes} "${referer}" "${weighted(AGENTS)}" ${seconds}`;
}

const moments = Array.from({ length: LINES }, moment).sort((a, b) => a - b);
process.stdout.write(`${moments.map(logLine).join('\n')}\n`);
