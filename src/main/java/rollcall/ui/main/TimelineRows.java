package rollcall.ui.main;

import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.presence.TimelineModel;
import rollcall.ui.timeline.TimelineRow;

/// Keeps the rows of the timeline equal to those of the table, in order and selection. Thread: FX.
public final class TimelineRows {
  private final PresenceModel model;
  private final ObservableList<PersonRow> shown;
  private final TimelineModel timeline;

  private TimelineRows(
      PresenceModel model, ObservableList<PersonRow> shown, TimelineModel timeline) {
    this.model = model;
    this.shown = shown;
    this.timeline = timeline;
  }

  /// Keeps them equal until the subscription ends.
  ///
  /// @param shown the rows of the table
  public static Subscription follow(
      PresenceModel model, ObservableList<PersonRow> shown, TimelineModel timeline) {
    TimelineRows rows = new TimelineRows(model, shown, timeline);
    ListChangeListener<PersonRow> rowsListener = _ -> rows.setRows();
    shown.addListener(rowsListener);
    rows.setRows();
    timeline.selection().person().bindBidirectional(model.selection());
    return Subscription.combine(
        model.now().subscribe(timeline.now()::set),
        model.zone().subscribe(timeline.zone()::set),
        model
            .settings()
            .subscribe(settings -> {
              timeline.hours().set(settings.hours());
              timeline.bridging().set(model.rules().bridgeUpTo());
            }),
        model.revision().subscribe(rows::replaceChangedRows),
        () -> shown.removeListener(rowsListener),
        () -> timeline.selection().person().unbindBidirectional(model.selection()));
  }

  private void setRows() {
    timeline.filtered().set(shown.size() < model.rows().size());
    timeline.rows().setAll(shown.stream().map(TimelineRows::row).toList());
  }

  /// Replaces the rows whose timeline object (loaded history) or person changed; other timelines
  /// have only grown.
  private void replaceChangedRows() {
    for (int i = 0; i < shown.size() && i < timeline.rows().size(); i++) {
      PersonRow current = shown.get(i);
      TimelineRow previous = timeline.rows().get(i);
      boolean same =
          current.timeline() == previous.timeline()
              && current.overlays() == previous.overlays()
              && current.state().person().equals(previous.person());
      if (!same && current.id().equals(previous.user())) {
        timeline.rows().set(i, row(current));
      }
    }
    timeline.lanesChanged();
  }

  private static TimelineRow row(PersonRow row) {
    return new TimelineRow(row.state().person(), row.timeline(), row.overlays());
  }
}
