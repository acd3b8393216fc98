/// The invented people of the demo workspace and the days they live: pure functions of the seed,
/// the person and the time, so that past days can be asked as well as the present one.
package rollcall.simulator.people;
