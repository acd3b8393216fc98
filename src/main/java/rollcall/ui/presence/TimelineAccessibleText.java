package rollcall.ui.presence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.presence.TimelineTotals;
import rollcall.ui.model.PersonRow;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;
import rollcall.ui.timeline.SpanDescription;
import rollcall.ui.timeline.TimelineRow;

/// Accessible text of the selected row of the timeline: the selected interval, else the state of
/// the person.
final class TimelineAccessibleText {
  private TimelineAccessibleText() {}

  static Optional<String> of(PresenceScreenModel screen) {
    return screen.timeline().selection().row().map(row -> text(screen, row));
  }

  private static String text(PresenceScreenModel screen, TimelineRow row) {
    TimelineModel model = screen.timeline();
    var text = new SpanDescription(model.zoneOf(row.person()));
    return model
        .selection()
        .span()
        .map(span -> text.spoken(row, span))
        .orElseGet(() -> currentState(screen, row, text));
  }

  /// "Grace Hopper, Active · since 14:26, Do not disturb until 18:00, 7 h 17 min active in view".
  private static String currentState(
      PresenceScreenModel screen, TimelineRow row, SpanDescription text) {
    TimelineModel model = screen.timeline();
    Instant now = model.now().get();
    List<String> parts = new ArrayList<>(List.of(row.person().name()));
    screen.shown().stream()
        .filter(one -> one.id().equals(row.user()))
        .map(PersonRow::state)
        .forEach(state -> {
          parts.add(state.sentence(now, text.zone()));
          if (state.presence().isObserved()) {
            parts.addAll(text.slackStatuses(row, now.minusSeconds(1), now));
          }
        });
    TimelineTotals totals = model.range(row.person()).totals(row.timeline());
    parts.add(Messages.of("timeline.row.active-in-view", TimeFormat.total(totals.active())));
    return String.join(", ", parts);
  }
}
