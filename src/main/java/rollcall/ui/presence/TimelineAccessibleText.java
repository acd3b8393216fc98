package rollcall.ui.presence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.presence.Span;
import rollcall.presence.TimelineTotals;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;
import rollcall.ui.timeline.SpanDescription;
import rollcall.ui.timeline.TimelineRow;

/// Accessible text of the timeline: the selected interval, else the state of the selected person,
/// else instructions.
final class TimelineAccessibleText {
  private TimelineAccessibleText() {}

  static String of(TimelineModel model) {
    return model
        .selection()
        .row()
        .map(row -> row(model, row))
        .orElseGet(() -> Messages.of("timeline.accessible"));
  }

  private static String row(TimelineModel model, TimelineRow row) {
    var text = new SpanDescription(model.zone().get());
    return model
        .selection()
        .span()
        .map(span -> text.spoken(row, span))
        .orElseGet(() -> currentState(model, row, text));
  }

  /// "Grace Hopper, Active since 14:26, Do not disturb until 18:00, 7 h 17 min active in view".
  private static String currentState(TimelineModel model, TimelineRow row, SpanDescription text) {
    Instant now = model.now().get();
    Optional<Span> current = row.timeline().spanAt(now.minusSeconds(1), now);
    TimelineTotals totals = model.range().totals(row.timeline());
    String state =
        current
            .map(span ->
                Messages.of(
                    "timeline.row.since",
                    Messages.of("presence." + span.presence().word()),
                    text.time("HH:mm", span.start())))
            .orElseGet(() -> Messages.of("presence.not_watched"));
    List<String> parts = new ArrayList<>(List.of(row.person().name(), state));
    if (current.filter(span -> span.presence().isObserved()).isPresent()) {
      parts.addAll(text.overlays(row, now.minusSeconds(1), now));
    }
    parts.add(Messages.of("timeline.row.active-in-view", TimeFormat.total(totals.active())));
    return String.join(", ", parts);
  }
}
