/// Main class and wiring: threads, and the only clock.
package rollcall.app;
