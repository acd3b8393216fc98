package rollcall.ui.presence;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.util.Subscription;
import rollcall.presence.OccupancyCurve;
import rollcall.presence.PresenceTimeline;
import rollcall.ui.model.PersonRow;
import rollcall.ui.text.Messages;
import rollcall.ui.timeline.SpanDescription;
import rollcall.ui.timeline.TimeWindow;

/// The curve of people who are active at once as a table: each hour of the visible time, or each
/// day of a range of more than two days. Thread: FX.
public final class ActiveByHourTable extends BorderPane {
  private static final Duration LONGEST_BY_HOUR = Duration.ofHours(49);

  private final PresenceScreenModel screen;
  private final TableView<Part> table = new TableView<>();

  /// Hour or day of the table.
  record Part(String time, OccupancyCurve.Level level, int people) {
    @Override
    public String toString() {
      return time + "  " + text(level, people);
    }
  }

  public ActiveByHourTable(PresenceScreenModel screen) {
    this.screen = screen;
    table.setId("by-hour");
    table.setAccessibleText(Messages.of("presence.by_hour"));
    table.setPlaceholder(new Label(Messages.of("presence.at_once.none")));
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    add("time", Part::time);
    add("active", part -> numbers(part.level(), part.people()));
    add("unknown", part -> part.level().unknown() + "");
    table.addEventHandler(KeyEvent.KEY_PRESSED, this::copy);
    setCenter(table);
  }

  /// Shows the visible time as it is now, since numbers that change cannot be read. Subscribes to
  /// nothing.
  public Subscription follow() {
    table.getItems().setAll(parts());
    table.requestFocus();
    table.getSelectionModel().selectFirst();
    return Subscription.EMPTY;
  }

  /// The numbers in words, such as "5 to 9 of 17 active · up to 1 unknown".
  static String text(OccupancyCurve.Level level, int people) {
    String active = numbers(level, people);
    return level.unknown() == 0
        ? Messages.of("presence.by_hour.text", active)
        : Messages.of("presence.by_hour.text_unknown", active, level.unknown());
  }

  private static String numbers(OccupancyCurve.Level level, int people) {
    return level.fewest() == level.most()
        ? Messages.of("presence.by_hour.always", level.most(), people)
        : Messages.of("presence.by_hour.between", level.fewest(), level.most(), people);
  }

  private List<Part> parts() {
    TimelineModel model = screen.timeline();
    TimeWindow window = model.window().get();
    Instant now = model.now().get();
    Instant end = window.to().isBefore(now) ? window.to() : now;
    List<PresenceTimeline> lanes = screen.shown().stream().map(PersonRow::timeline).toList();
    boolean byHour = window.length().compareTo(LONGEST_BY_HOUR) <= 0;
    ChronoUnit unit = byHour ? ChronoUnit.HOURS : ChronoUnit.DAYS;
    List<Part> parts = new ArrayList<>();
    ZonedDateTime from = window.from().atZone(model.zone().get()).truncatedTo(unit);
    while (from.toInstant().isBefore(end)) {
      ZonedDateTime to = from.plus(1, unit);
      Instant last = to.toInstant().isBefore(end) ? to.toInstant() : end;
      int seconds = (int) Duration.between(from, to).toSeconds();
      String time = time(from, to, byHour);
      OccupancyCurve.of(lanes, from.toInstant(), last, seconds, model.bridging().get())
          .level(from.toInstant(), last)
          .ifPresent(level -> parts.add(new Part(time, level, lanes.size())));
      from = to;
    }
    return parts;
  }

  private static String time(ZonedDateTime from, ZonedDateTime to, boolean byHour) {
    SpanDescription text = new SpanDescription(from.getZone());
    return byHour
        ? text.time("EEE HH:mm", from.toInstant()) + " – " + text.time("HH:mm", to.toInstant())
        : text.time("EEE d MMM", from.toInstant());
  }

  private void add(String key, Function<Part, String> value) {
    TableColumn<Part, String> column = new TableColumn<>(Messages.of("presence.by_hour." + key));
    column.setCellValueFactory(row -> new ReadOnlyStringWrapper(value.apply(row.getValue())));
    column.setSortable(false);
    table.getColumns().add(column);
  }

  private void copy(KeyEvent key) {
    if (key.getCode() == KeyCode.C && key.isShortcutDown()) {
      RangeActions.copy(
          table.getItems().stream().map(Part::toString).collect(Collectors.joining("\n")));
      key.consume();
    }
  }
}
