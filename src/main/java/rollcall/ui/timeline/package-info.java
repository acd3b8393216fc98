/// The screen over time: a lane for each person, drawn into pixels that do not depend on how much
/// history there is.
///
/// What is decided ([TimelineModel][rollcall.ui.timeline.TimelineModel],
/// [LanePainter][rollcall.ui.timeline.LanePainter], the axis, the words) knows no window and is
/// tested without one; [TimelineView][rollcall.ui.timeline.TimelineView] puts it on the screen.
/// Everything here belongs to the FX lane.
package rollcall.ui.timeline;
