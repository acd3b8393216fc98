/// Simulated Slack workspace: an HTTP and WebSocket server on loopback that speaks Slack's
/// protocol, with simulated people.
///
/// The package `rollcall.simulator.people` generates the people and their activity, without I/O.
/// Everything mutable here belongs to one [event loop][rollcall.simulator.EventLoop]; Jetty's
/// threads only pass text in and out. The package shares no code with `rollcall.slack`, so that the
/// two verify each other.
package rollcall.simulator;
