/// Timeline: one lane per person, painted into pixels at a cost that does not depend on the length
/// of the history.
///
/// The logic ([TimelineModel][rollcall.ui.timeline.TimelineModel],
/// [LanePainter][rollcall.ui.timeline.LanePainter], the axis, the texts) does not depend on a
/// window and is tested without one; [TimelineView][rollcall.ui.timeline.TimelineView] is the
/// control. Thread: FX.
package rollcall.ui.timeline;
