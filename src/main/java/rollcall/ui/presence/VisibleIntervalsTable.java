package rollcall.ui.presence;

import static java.time.temporal.ChronoUnit.MINUTES;
import static rollcall.ui.controls.Controls.styled;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Span;
import rollcall.presence.UserId;
import rollcall.ui.model.PersonRow;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeConventions;
import rollcall.ui.text.TimeFormat;
import rollcall.ui.timeline.SpanDescription;
import rollcall.ui.timeline.TimeWindow;

/// Table of the visible intervals, for screen readers and for reading: of the people who were
/// selected or chosen when it was opened, else of everyone shown. Selecting one selects it on the
/// timeline. Thread: FX.
final class VisibleIntervalsTable extends BorderPane {
  private static final int MOST = 5_000;

  // The widths of the columns in pixels at the normal text size, with room for whole times.
  private static final double NAME = 150;
  private static final double STATE = 104;
  private static final double TIME = 180;
  private static final double MERIDIEM = 24;
  private static final double LENGTH = 150;
  private static final double CAUSE = 150;

  private static final double SCROLL_BAR = 18;

  private final PresenceScreenModel screen;
  private final TimelineModel timeline;
  private final TableView<Interval> table = new TableView<>();
  private final TableColumn<Interval, Instant> start;
  private final TableColumn<Interval, Instant> end;
  private final TableColumn<Interval, String> cause;
  private final Map<TableColumn<Interval, ?>, Double> widths = new LinkedHashMap<>();
  private final Label more = styled(new Label(), "muted");
  private Set<UserId> people = Set.of();

  /// Row of the table.
  record Interval(PersonRow person, Span span) {
    private boolean isSame(Interval other) {
      return person.id().equals(other.person.id()) && span.start().equals(other.span.start());
    }
  }

  VisibleIntervalsTable(PresenceScreenModel screen) {
    this.screen = screen;
    this.timeline = screen.timeline();
    table.setId("interval-table");
    table.setAccessibleText(Messages.of("presence.intervals"));
    table.setPlaceholder(new Label(Messages.of("presence.intervals.none")));
    table.getSelectionModel().setSelectionMode(SelectionMode.SINGLE);
    add("name", NAME, one -> one.person().state().person().name(), name -> name);
    add(
        "state",
        STATE,
        one -> one.span().presence(),
        state -> Messages.of("presence." + state.word()));
    double time = TimeConventions.isTwelveHours() ? TIME + MERIDIEM : TIME;
    start = add("start", time, one -> one.span().start(), this::local);
    end = add("end", time, one -> one.span().end(), this::local);
    add("length", LENGTH, one -> one.span().length(), TimeFormat::exact);
    cause = add("cause", CAUSE, one -> text().causeAndSource(one.span()), cause -> cause);
    timeline.textScale().subscribe(this::fitColumns);
    table.widthProperty().subscribe(this::fitColumns);
    table.getSelectionModel().selectedItemProperty().subscribe(this::select);
    table.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
    setCenter(table);
    setBottom(more);
  }

  @Override
  public void requestFocus() {
    table.requestFocus();
  }

  Subscription follow() {
    // The timeline may have another selection since the table was shown last.
    table.getSelectionModel().clearSelection();
    showPeople();
    return Subscription.combine(
        timeline.window().subscribe(this::show),
        timeline.zone().subscribe(this::showZone),
        timeline.rows().subscribe(this::show),
        timeline.revision().subscribe(this::show),
        timeline.now().map(now -> now.truncatedTo(MINUTES)).subscribe(_ -> show()),
        screen.chosen().subscribe(this::showPeople));
  }

  private void showPeople() {
    people = screen.chosenRows().stream().map(PersonRow::id).collect(Collectors.toSet());
    show();
  }

  /// Names the zone once, in the headings of the times.
  private void showZone(ZoneId zone) {
    start.setText(Messages.of("presence.intervals.start", TimeFormat.zone(zone)));
    end.setText(Messages.of("presence.intervals.end", TimeFormat.zone(zone)));
    show();
  }

  private SpanDescription text() {
    return new SpanDescription(timeline.zone().get());
  }

  private String local(Instant at) {
    return text().time("EEE d MMM HH:mm:ss", at);
  }

  private <T extends Comparable<? super T>> TableColumn<Interval, T> add(
      String key, double width, Function<Interval, T> value, Function<T, String> format) {
    var column = new TableColumn<Interval, T>(Messages.of("presence.intervals." + key));
    column.setId("interval-" + key);
    column.getStyleClass().add("interval-" + key);
    column.setCellValueFactory(row -> new SimpleObjectProperty<>(value.apply(row.getValue())));
    column.setComparator(Comparator.naturalOrder());
    column.setCellFactory(_ ->
        new TableCell<>() {
          @Override
          protected void updateItem(@Nullable T item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : format.apply(item));
          }
        });
    table.getColumns().add(column);
    widths.put(column, width);
    return column;
  }

  /// Sets the widths for the text size; the last column takes the rest. Where they do not fit, the
  /// table scrolls.
  private void fitColumns() {
    double scale = timeline.textScale().get();
    double rest = table.getWidth() - SCROLL_BAR;
    for (Map.Entry<TableColumn<Interval, ?>, Double> column : widths.entrySet()) {
      double width = Math.ceil(column.getValue() * scale);
      column.getKey().setPrefWidth(column.getKey().equals(cause) ? Math.max(width, rest) : width);
      rest -= width;
    }
  }

  private void show() {
    List<Interval> intervals = new ArrayList<>();
    int all = 0;
    for (PersonRow person : screen.shown()) {
      if (!people.isEmpty() && !people.contains(person.id())) {
        continue;
      }
      for (Span span : spans(person.timeline())) {
        all++;
        if (intervals.size() < MOST) {
          intervals.add(new Interval(person, span));
        }
      }
    }
    Interval selected = table.getSelectionModel().getSelectedItem();
    boolean current =
        selected != null
            && selected.person().id().equals(timeline.selection().person().get())
            && timeline
                .selection()
                .span()
                .filter(span -> isWithin(selected.span(), span))
                .isPresent();
    table.getItems().setAll(intervals);
    more.setText(all > MOST ? Messages.of("presence.intervals.more", MOST, all) : "");
    more.setManaged(all > MOST);
    table.sort();
    if (selected != null && current) {
      table.getItems().stream()
          .filter(selected::isSame)
          .findFirst()
          .ifPresent(table.getSelectionModel()::select);
    }
  }

  /// Whether an interval is a part of another one, as a gap that totals bridge is.
  private static boolean isWithin(Span part, Span whole) {
    return !part.start().isBefore(whole.start()) && part.start().isBefore(whole.end());
  }

  private List<Span> spans(PresenceTimeline lane) {
    TimeWindow window = timeline.window().get();
    List<Span> spans = new ArrayList<>();
    int first = Math.max(0, lane.indexAt(window.from().getEpochSecond()));
    for (int i = first;
        i < lane.size() && lane.startSecond(i) < window.to().getEpochSecond();
        i++) {
      lane.span(i, timeline.now().get()).ifPresent(spans::add);
    }
    return spans;
  }

  /// Copies the selected interval, or returns to the timeline. A gap that totals bridge is a row of
  /// its own here.
  private void onKey(KeyEvent key) {
    Interval interval = table.getSelectionModel().getSelectedItem();
    if (key.getCode() == KeyCode.ESCAPE) {
      screen.asTable().set(false);
      key.consume();
    } else if (key.getCode() == KeyCode.C && key.isShortcutDown() && interval != null) {
      timeline
          .lane(interval.person().id())
          .ifPresent(row -> {
            var text = new SelectionText(screen);
            Span span = interval.span();
            SelectionText.copy(key.isShiftDown() ? text.csv(row, span) : text.text(row, span));
          });
      key.consume();
    }
  }

  private void select(@Nullable Interval interval) {
    if (interval != null) {
      timeline
          .lane(interval.person().id())
          .ifPresent(row -> timeline.selection().select(row, interval.span().start()));
    }
  }
}
