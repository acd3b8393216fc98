/// JSON, known only here and inside the two clients. Not exported.
package rollcall.slack.json;
