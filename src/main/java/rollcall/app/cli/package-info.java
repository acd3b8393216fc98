/// The command line: words in, one [rollcall.app.cli.Command] out. Pure; nothing is run here.
package rollcall.app.cli;
