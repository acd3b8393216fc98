package rollcall.ui.presence;

import static rollcall.ui.controls.Controls.styled;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
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
import rollcall.ui.text.TimeFormat;
import rollcall.ui.timeline.SpanDescription;
import rollcall.ui.timeline.TimeWindow;

/// The curve of people who are active at once as a table: each hour of the visible time, or each
/// day of a range of more than two days. Thread: FX.
public final class ActiveAtOnceTable extends BorderPane {
  private static final Duration LONGEST_BY_HOUR = Duration.ofHours(49);

  private final PresenceScreenModel screen;
  private final TableView<Part> table = new TableView<>();
  private final Label sentence = styled(new Label(), "by-hour-sentence");

  /// Hour or day of the table.
  ///
  /// @param observed whether anyone was observed
  record Part(
      ZonedDateTime from,
      ZonedDateTime to,
      OccupancyCurve.Level level,
      int people,
      boolean observed) {
    String time() {
      return ActiveAtOnceTable.time(from, to);
    }

    String active() {
      return observed ? numbers(level, people) : unobserved(level.unknown());
    }

    String unknown() {
      return observed || level.unknown() > 0 ? level.unknown() + "" : "";
    }

    String words() {
      return observed ? text(level, people) : active();
    }

    /// This part and a later one, with the time between them.
    Part until(Part later) {
      OccupancyCurve.Level other = later.level();
      return new Part(
          from,
          later.to(),
          new OccupancyCurve.Level(
              Math.min(level.fewest(), other.fewest()),
              Math.max(level.most(), other.most()),
              Math.max(level.unknown(), other.unknown())),
          people,
          observed || later.observed());
    }

    @Override
    public String toString() {
      return time() + "  " + words();
    }
  }

  public ActiveAtOnceTable(PresenceScreenModel screen) {
    this.screen = screen;
    table.setId("by-hour");
    table.setAccessibleText(Messages.of("presence.by_hour"));
    table.setPlaceholder(new Label(Messages.of("presence.at_once.none_yet")));
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    add("time", Part::time);
    add("active", Part::active);
    add("unknown", Part::unknown);
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    table.getSelectionModel().getSelectedItems().subscribe(this::showSelected);
    table.addEventHandler(KeyEvent.KEY_PRESSED, this::copy);
    sentence.setId("by-hour-sentence");
    setTop(sentence);
    setCenter(table);
  }

  /// Shows the visible time as it is now, since numbers that change cannot be read. Subscribes to
  /// nothing.
  public Subscription follow() {
    table.getItems().setAll(parts());
    table.requestFocus();
    table.getSelectionModel().selectFirst();
    selectMidday();
    return Subscription.EMPTY;
  }

  /// Selects the hours from 12 to 14 of the last day that has them.
  private void selectMidday() {
    List<Part> parts = table.getItems();
    for (int i = parts.size() - 2; i >= 0; i--) {
      boolean byHour = Duration.between(parts.get(i).from(), parts.get(i).to()).toHours() == 1;
      if (byHour && parts.get(i).from().getHour() == 12) {
        table.getSelectionModel().clearSelection();
        table.getSelectionModel().selectRange(i, i + 2);
        table.scrollTo(Math.max(0, i - 3));
        return;
      }
    }
  }

  /// Says the numbers from the first to the last selected row.
  private void showSelected() {
    List<Integer> selected = table.getSelectionModel().getSelectedIndices();
    List<Part> parts = table.getItems();
    if (selected.isEmpty() || Collections.max(selected) >= parts.size()) {
      sentence.setText(Messages.of("presence.by_hour.help"));
      return;
    }
    Part whole = parts.get(Collections.min(selected));
    for (int i = Collections.min(selected) + 1; i <= Collections.max(selected); i++) {
      whole = whole.until(parts.get(i));
    }
    sentence.setText(Messages.of("presence.by_hour.sentence", whole.time(), whole.words()));
  }

  /// Whether anyone was observed in `[from, to)`; `to` must not be after now.
  static boolean isObserved(
      List<PresenceTimeline> people, Instant from, Instant to, Duration bridge) {
    return people.stream()
        .map(timeline -> timeline.totals(from, to, bridge))
        .anyMatch(totals -> totals.active() + totals.away() > 0);
  }

  /// The text for time in which no one was observed, in place of a number of active people.
  static String unobserved(long unknown) {
    return Messages.of(unknown > 0 ? "presence.at_once.unknown" : "presence.at_once.empty");
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
    Duration bridge = model.bridging().get();
    boolean byHour = window.length().compareTo(LONGEST_BY_HOUR) <= 0;
    ChronoUnit unit = byHour ? ChronoUnit.HOURS : ChronoUnit.DAYS;
    List<Part> parts = new ArrayList<>();
    ZonedDateTime from = window.from().atZone(model.zone().get()).truncatedTo(unit);
    while (from.toInstant().isBefore(end)) {
      ZonedDateTime start = from;
      ZonedDateTime to = next(from, unit);
      Instant last = to.toInstant().isBefore(end) ? to.toInstant() : end;
      int seconds = (int) Duration.between(from, to).toSeconds();
      OccupancyCurve.of(lanes, from.toInstant(), last, seconds, bridge)
          .level(from.toInstant(), last)
          .ifPresent(level ->
              parts.add(
                  new Part(
                      start,
                      to,
                      level,
                      lanes.size(),
                      isObserved(lanes, start.toInstant(), last, bridge))));
      from = to;
    }
    return parts;
  }

  /// The start of the next hour or day. The day after one without a midnight begins at midnight.
  static ZonedDateTime next(ZonedDateTime from, ChronoUnit unit) {
    return unit == ChronoUnit.DAYS
        ? from.toLocalDate().plusDays(1).atStartOfDay(from.getZone())
        : from.plus(1, unit);
  }

  /// "Thu 12:00 – 14:00", "Thu 3 Sep", or "3 – 5 Sep 2026".
  private static String time(ZonedDateTime from, ZonedDateTime to) {
    SpanDescription text = new SpanDescription(from.getZone());
    LocalDate last = to.minusSeconds(1).toLocalDate();
    boolean wholeDay = from.toLocalDate().atStartOfDay(from.getZone()).equals(from);
    if (wholeDay && !from.toLocalDate().equals(last)) {
      return TimeFormat.dates(from.toLocalDate(), last);
    }
    return wholeDay && !to.toLocalDate().equals(last)
        ? text.time("EEE d MMM", from.toInstant())
        : text.time("EEE HH:mm", from.toInstant()) + " – " + text.time("HH:mm", to.toInstant());
  }

  private void add(String key, Function<Part, String> value) {
    TableColumn<Part, String> column = new TableColumn<>(Messages.of("presence.by_hour." + key));
    column.setCellValueFactory(row -> new ReadOnlyStringWrapper(value.apply(row.getValue())));
    column.setSortable(false);
    table.getColumns().add(column);
  }

  private void copy(KeyEvent key) {
    if (key.getCode() == KeyCode.C && key.isShortcutDown()) {
      SelectionText.copy(
          table.getItems().stream().map(Part::toString).collect(Collectors.joining("\n")));
      key.consume();
    }
  }
}
