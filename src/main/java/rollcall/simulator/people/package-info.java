/// Simulated people of the demo workspace and their days: pure functions of the seed, the person
/// and the time, so that past days can be queried as well as the present one.
package rollcall.simulator.people;
