/// Drawing of presence over time, shared by the screens: time axis, and lanes painted into pixels
/// at a cost that does not depend on the length of the history.
///
/// The layout and the painters ([Axis][rollcall.ui.timeline.Axis],
/// [LanePainter][rollcall.ui.timeline.LanePainter], the texts) do not depend on a window and are
/// tested without one. Thread: FX.
package rollcall.ui.timeline;
