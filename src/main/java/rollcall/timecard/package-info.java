/// The account: spans become timecards, timecards become CSV.
///
/// Pure: everything is computed from what is handed in and written to a [Writer][java.io.Writer].
/// Edges of spans are cut to whole seconds once, before anything is summed, so that all sums close
/// exactly and can be redone from the exported intervals.
package rollcall.timecard;
