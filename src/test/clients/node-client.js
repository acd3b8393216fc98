// A small application on one of the published Node clients, which is unmodified apart from the API
// URL. It writes what happens to it to standard output, a line each, and does what it reads from
// standard input:
//
//   ready | gone | presence USER PRESENCE | acked | refused WHY | failed WHY
//   sub USER… | send CHANNEL TEXT
//
// As the client does not remember subscriptions, the application subscribes again at each ready.
//
// node node-client.js PACKAGE API_URL TOKEN
'use strict';
const [, , name, slackApiUrl, token] = process.argv;
const { RTMClient } = require(name);

const say = (...words) => console.log(words.join(' '));
const quiet = { setLevel() {}, setName() {}, getLevel() { return 'error'; },
  debug() {}, info() {}, warn() {}, error() {} };
const client = new RTMClient(token, { slackApiUrl, logger: quiet });
let wanted = [];
// A listener of 'subscribe' failing is the application's fault; the client's own faults end the
// process and say so.
const subscribe = () => {
  if (wanted.length > 0) client.subscribePresence(wanted).catch((e) => say('failed', e.message));
};
client.on('ready', () => { say('ready'); subscribe(); });
client.on('reconnecting', () => say('gone'));
client.on('disconnected', () => say('gone'));
client.on('error', (e) => say('error', String(e && e.message)));
client.on('unable_to_rtm_start', (e) => say('failed', e.message));
client.on('presence_change', (event) => {
  for (const user of event.users || [event.user]) say('presence', user, event.presence);
});
process.on('uncaughtException', (e) => { say('crashed', e.message); process.exit(1); });
process.on('unhandledRejection', (e) => say('failed', e && e.message));

require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const [what, ...rest] = line.split(' ');
  if (what === 'sub') { wanted = rest; subscribe(); }
  if (what === 'send') {
    client.sendMessage(rest.slice(1).join(' '), rest[0])
      .then(() => say('acked'), (e) => say('refused', e.message));
  }
}).on('close', () => process.exit(0));
client.start({ batch_presence_aware: true }).catch((e) => say('failed', e && e.message));
