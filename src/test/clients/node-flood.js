// The newest published Node client, unmodified apart from the API URL, flooded by the server of the
// benchmarks. It writes the same line of figures as FloodClient does.
//
// node node-flood.js PACKAGE PORT flood|latency|start
'use strict';
const [, , name, port, what] = process.argv;
const { RTMClient } = require(name);
const { readFileSync } = require('fs');

const WARM_UP = 3_000_000, MEASURED = 3_000_000, TRICKLE = 20_000, RATE = 1000, IDLE = 5000;
const quiet = { setLevel() {}, setName() {}, getLevel() { return 'error'; },
  debug() {}, info() {}, warn() {}, error() {} };
let left = 0, done = () => {}, delays = null;

const begun = process.hrtime.bigint();
const client = new RTMClient('xoxb-abc', { slackApiUrl: `http://127.0.0.1:${port}/api/`, logger: quiet });
client.on('presence_change', (event) => {
  if (delays) delays[TRICKLE - left] = Number(process.hrtime.bigint() - BigInt(event.users[0].slice(1)));
  if (--left === 0) done();
});

const ask = (events, rate) => new Promise((resolve) => {
  left = events;
  done = resolve;
  client.addOutgoingEvent(false, 'flood', { wish: { events, rate } });
});
const percentile = (nanos, share) => Float64Array.from(nanos).sort()[Math.floor(nanos.length * share)] / 1e3;
const resident = () => Number(/VmRSS:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1000;

async function flood() {
  await ask(WARM_UP, 0);
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  await ask(MEASURED, 0);
  const nanos = Number(process.hrtime.bigint() - start);
  const used = process.cpuUsage(cpu);
  console.log(MEASURED * 1e9 / nanos, (used.user + used.system) / MEASURED);
}

async function latency() {
  await ask(WARM_UP, 0);
  delays = new Float64Array(TRICKLE);
  await ask(TRICKLE, RATE);
  const all = delays.slice(RATE / 2);
  const seconds = [];
  for (let i = 0; i < TRICKLE / RATE - 1; i++) {
    seconds.push(percentile(all.slice(i * RATE, (i + 1) * RATE), 0.99));
  }
  seconds.sort((a, b) => a - b);
  console.log(percentile(all, 0.5), seconds[seconds.length >> 1], percentile(all, 0.99));
}

async function start(millis) {
  await ask(1000, 0);
  await new Promise((resolve) => setTimeout(resolve, IDLE));
  console.log(millis, resident());
}

let millis = 0;
client.on('hello', () => { millis = Number(process.hrtime.bigint() - begun) / 1e6; });
// It is ready up to two seconds after Slack's hello.
client.on('ready', async () => {
  await { flood, latency, start: () => start(millis) }[what]();
  process.exit(0);
});
client.start({ batch_presence_aware: true });
