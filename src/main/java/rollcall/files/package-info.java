/// Writing of the user's files: private files, atomic replacement, and outputs that may be special
/// files; functional interfaces for all code that reads or writes.
package rollcall.files;
