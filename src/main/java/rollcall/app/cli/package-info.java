/// Options of the command line, shared by commands. Pure.
package rollcall.app.cli;
