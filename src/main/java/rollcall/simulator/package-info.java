/// A simulated Slack workspace: a real HTTP and WebSocket server on loopback that speaks Slack's
/// protocol, and people who live believable days in it.
///
/// The rollcall.demo.company package invents the people and their days, purely. Here is the
/// workspace: everything that changes belongs to one [lane][rollcall.simulator.EventLoop], Jetty's
/// threads only carry text in and out. It shares no code with `rollcall.slack`, so that the two
/// check each other.
package rollcall.simulator;
