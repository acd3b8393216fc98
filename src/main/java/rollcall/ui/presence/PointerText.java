package rollcall.ui.presence;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Span;
import rollcall.presence.TimelineTotals;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PersonState;
import rollcall.ui.text.Messages;
import rollcall.ui.timeline.LanePainter;
import rollcall.ui.timeline.PausedOrOffHoursInterval;
import rollcall.ui.timeline.SpanDescription;
import rollcall.ui.timeline.TimeScale;
import rollcall.ui.timeline.TimelineRow;

/// Text about the position of the pointer: the interval or the column of a lane, or the state of a
/// person. Thread: FX.
final class PointerText {
  /// The width from which the text describes the interval, not the column.
  private static final double DISTINCT = 6;

  private final TimelineModel model;
  private final RowGeometry geometry;

  PointerText(TimelineModel model, RowGeometry geometry) {
    this.model = model;
    this.geometry = geometry;
  }

  /// The name, the state and its start of the person at this position, and what Slack reports
  /// beside the presence.
  List<String> ofState(double y) {
    return geometry.personAt(y).map(this::ofState).orElse(List.of());
  }

  private List<String> ofState(PersonRow row) {
    PersonState state = row.state();
    Instant now = model.now().get();
    ZoneId zone = model.zoneOf(state.person());
    Stream<String> slackStatuses =
        model.lane(row.id()).filter(_ -> state.presence().isObserved()).stream()
            .flatMap(lane ->
                new SpanDescription(zone).slackStatuses(lane, now.minusSeconds(1), now).stream());
    return Stream.concat(Stream.of(state.person().name(), state.sentence(now, zone)), slackStatuses)
        .toList();
  }

  /// The interval at this position of a lane where it is wide enough to be seen, else the column.
  List<String> at(TimelineRow row, double x) {
    if (row.timeline().size() == 0) {
      return List.of(row.person().name(), Messages.of("presence.no-data.why"));
    }
    var text = new SpanDescription(model.zoneOf(row.person()));
    TimeScale scale = geometry.scale(row);
    PresenceTimeline lane = row.timeline();
    Instant at = geometry.timeAt(row, x);
    if (!LanePainter.isDense(lane, scale.window(), scale.secondsPerPixel())) {
      return geometry
          .spanAt(row, x)
          .map(span -> text.lines(row, bridged(lane, span), at))
          .orElseGet(() ->
              PausedOrOffHoursInterval.at(row, at, model.now().get(), model.hours().get())
                  .map(text::lines)
                  .orElse(List.of()));
    }
    return lane.spanAt(at, model.now().get())
        .filter(span -> span.length().toMillis() / 1e3 / scale.secondsPerPixel() > DISTINCT)
        .map(span -> text.lines(row, bridged(lane, span), at))
        .orElseGet(() -> column(row, scale, geometry.column(x)));
  }

  /// The interval as totals count it.
  private Span bridged(PresenceTimeline lane, Span span) {
    return lane.bridged(span, model.now().get(), model.bridging().get());
  }

  private List<String> column(TimelineRow row, TimeScale scale, int column) {
    PresenceTimeline lane = row.timeline();
    Instant now = model.now().get();
    Instant from = Instant.ofEpochSecond(scale.secondAt(column - 1));
    Instant end = Instant.ofEpochSecond(scale.secondAt(column + 2));
    Instant to = end.isBefore(now) ? end : now;
    TimelineTotals totals = lane.totals(from, to, model.bridging().get());
    int changes = lane.indexAt(to.getEpochSecond()) - lane.indexAt(from.getEpochSecond());
    return totals.watched() == 0
        ? List.of()
        : new SpanDescription(model.zoneOf(row.person())).summary(row, from, to, totals, changes);
  }
}
