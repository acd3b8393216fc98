/// What the network's failures mean, for HTTP and the socket alike. Not exported.
package rollcall.slack.tls;
