/// Accounting: spans become timecards, timecards become CSV.
///
/// Pure: everything is computed from the arguments and written to a [Writer][java.io.Writer]. Edges
/// of spans are truncated to whole seconds once, before anything is summed, so that all sums close
/// exactly and can be recomputed from the exported intervals.
package rollcall.timecard;
