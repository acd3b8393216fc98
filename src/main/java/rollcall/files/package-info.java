/// Writing of the user's files: private files, atomic replacement, and outputs that may be special
/// files.
package rollcall.files;
