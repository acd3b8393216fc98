// Several of the published Node clients in one process, unmodified apart from the API URL. They connect
// and come back by themselves; what they do is seen at the server. It ends with its standard input.
//
// node node-many.js PACKAGE API_URL TOKEN COUNT
'use strict';
const [, , name, slackApiUrl, token, count] = process.argv;
const { RTMClient } = require(name);

const quiet = { setLevel() {}, setName() {}, getLevel() { return 'error'; },
  debug() {}, info() {}, warn() {}, error() {} };
for (let i = 0; i < Number(count); i++) {
  const client = new RTMClient(token, { slackApiUrl, logger: quiet });
  client.on('error', () => {});
  client.start({ batch_presence_aware: true }).catch(() => {});
}
process.on('unhandledRejection', () => {});
process.stdin.resume().on('end', () => process.exit(0));
