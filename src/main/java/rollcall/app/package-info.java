/// The front door: main, wiring by hand, the lanes, the only clock.
package rollcall.app;
