/// Sentences about failures for people: English in logs and commands, translated in a window.
package rollcall.language;
