/// Trusted certificate authorities and certificate checks, for HTTP and WebSocket alike. Knows no
/// other package. Not exported.
package rollcall.slack.tls;
