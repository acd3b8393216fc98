package rollcall.ui.presence;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.showName;
import static rollcall.ui.controls.Controls.styled;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
import javafx.util.Subscription;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Span;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.Timecard;
import rollcall.timecard.TimecardCalculator;
import rollcall.ui.controls.LazyTooltip;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.StateIcon;
import rollcall.ui.text.TimeFormat;
import rollcall.ui.timeline.SpanDescription;
import rollcall.ui.timeline.TimelineRow;

/// Details of the selected person: the interval to the second with its cause and accuracy, and the
/// sum of its day. Hidden while no one is selected. Thread: FX.
final class DetailStrip extends HBox {
  /// The narrowest strip with the day beside the interval, in pixels at the normal text size.
  private static final double BESIDE_FROM = 1000;

  /// The narrowest strip with the buttons beside all lines, and the day in one line.
  private static final double LOW_FROM = 800;

  private static final double BUTTON_GAP = 8;

  private static final double DAY_WIDTH = 460;

  /// The step in which a long interval takes width from the day, so that few numbers move it.
  private static final double DAY_STEP = 20;

  private final PresenceScreenModel screen;
  private final TimelineModel model;
  private final PresenceModel presence;
  private final SVGPath icon = StateIcon.UNKNOWN.node();
  private final Label name = styled(new Label(), "detail-name");
  private final Label interval = styled(new Label(), "muted");
  private final Label day = styled(new Label(), "muted");
  private final Label sum = new Label();
  private final Button explain = button("presence.detail.explain", "detail-explain", this::explain);
  private final PresenceView.Actions actions;
  private final Button copy = button("timeline.copy", "detail-copy", this::copy);
  private final Lines lines = styled(new Lines(), "detail-lines");
  private boolean allowed = true;

  DetailStrip(PresenceScreenModel screen, PresenceView.Actions actions) {
    this.screen = screen;
    this.actions = actions;
    this.model = screen.timeline();
    this.presence = screen.presence();
    setId("detail");
    getStyleClass().add("detail");
    interval.setId("detail-interval");
    day.setId("detail-day");
    sum.setId("detail-sum");
    copy.setMinWidth(USE_PREF_SIZE);
    explain.setMinWidth(USE_PREF_SIZE);
    LazyTooltip.add(explain, Messages.of("presence.detail.explain.help"));
    for (Label cut : List.of(interval, sum)) {
      LazyTooltip.add(cut, cut.textProperty());
    }
    HBox.setHgrow(lines, Priority.ALWAYS);
    getChildren().setAll(icon, lines);
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computePrefHeight(double width) {
    return super.computePrefHeight(-1) + lines.heightBelow(width);
  }

  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    if (!isBeside(getWidth())) {
      // Beside the name, not the interval.
      double middle = lines.getLayoutY() + lines.nameMiddle();
      Bounds shape = icon.getLayoutBounds();
      icon.setLayoutY(Math.rint(middle - shape.getHeight() / 2) - shape.getMinY());
    }
  }

  /// Whether a strip of this width has room for the day beside the interval.
  private boolean isBeside(double width) {
    return width >= model.textScale().get() * BESIDE_FROM;
  }

  private boolean isTall(double width) {
    return width < model.textScale().get() * LOW_FROM;
  }

  /// The interval in two lines and the day in two beside them, or where narrow, in one below them;
  /// the buttons beside all. In large text, each part has a line of its own below the name and the
  /// buttons.
  private final class Lines extends Region {
    private static final double GAP = 12;

    Lines() {
      getChildren().setAll(name, interval, day, sum, explain, copy);
      setMinWidth(0);
    }

    @Override
    protected double computePrefWidth(double height) {
      return 0;
    }

    @Override
    protected double computePrefHeight(double width) {
      return Math.max(height(name) + height(interval), explain.prefHeight(-1));
    }

    /// The height of the lines that a strip of this width has in addition.
    double heightBelow(double width) {
      if (isTall(width)) {
        return height(day) + height(sum) + firstHeight() - height(name);
      }
      return isBeside(width) ? 0 : height(day);
    }

    /// The height of the name and of the buttons beside it.
    private double firstHeight() {
      return Math.max(height(name), Math.ceil(explain.prefHeight(-1)));
    }

    /// The middle of the name where the day is below it.
    double nameMiddle() {
      return isTall(DetailStrip.this.getWidth())
          ? firstHeight() / 2
          : firstTop(false) + height(name) / 2;
    }

    private double firstTop(boolean beside) {
      double used = height(name) + height(interval) + (beside ? 0 : height(day));
      return Math.rint(Math.max(0, getHeight() - used) / 2);
    }

    private static double height(Label line) {
      return Math.ceil(line.prefHeight(-1)) + 1;
    }

    @Override
    protected void layoutChildren() {
      double width = getWidth();
      double stripWidth = DetailStrip.this.getWidth();
      boolean tall = isTall(stripWidth);
      double buttons = layoutButtons(width, tall ? firstHeight() : getHeight());
      if (tall) {
        double top = firstHeight();
        name.resizeRelocate(0, 0, buttons - GAP, top);
        for (Label line : List.of(interval, day, sum)) {
          line.resizeRelocate(0, top, width, height(line));
          top += height(line);
        }
        return;
      }
      boolean beside = isBeside(stripWidth);
      double first = firstTop(beside);
      double second = first + height(name);
      double third = second + height(interval);
      double end = buttons - GAP;
      double left = beside ? end - dayWidth() : end;
      name.resizeRelocate(0, first, left - GAP, height(name));
      interval.resizeRelocate(0, second, left - GAP, height(interval));
      if (beside) {
        day.resizeRelocate(left, first, end - left, height(name));
        sum.resizeRelocate(left, second, end - left, height(sum));
      } else {
        double dayWidth = Math.min(Math.ceil(day.prefWidth(-1)), end);
        double sumLeft = Math.min(dayWidth + GAP, end);
        day.resizeRelocate(0, third, dayWidth, height(day));
        sum.resizeRelocate(sumLeft, third, end - sumLeft, height(sum));
      }
    }

    /// The width of the day beside the interval: a fixed one, so that the text does not move with
    /// its numbers, and only what it needs where a long interval needs more.
    private double dayWidth() {
      double step = DAY_STEP * model.textScale().get();
      double usual = Math.rint(model.textScale().get() * DAY_WIDTH);
      double needed = Math.ceil(Math.max(day.prefWidth(-1), sum.prefWidth(-1)) / step) * step;
      double rest = getWidth() - buttonsWidth() - GAP - Math.ceil(interval.prefWidth(-1)) - GAP;
      return Math.clamp(Math.floor(rest / step) * step, Math.min(needed, usual), usual);
    }

    private double buttonsWidth() {
      return Math.ceil(copy.prefWidth(-1)) + BUTTON_GAP + Math.ceil(explain.prefWidth(-1));
    }

    /// Places the buttons at the right, in the middle of this height.
    ///
    /// @return the start of the first one
    private double layoutButtons(double width, double height) {
      double left = width;
      for (Button button : List.of(copy, explain)) {
        double buttonWidth = Math.ceil(button.prefWidth(-1));
        double buttonHeight = Math.ceil(button.prefHeight(-1));
        left -= buttonWidth;
        button.resizeRelocate(
            left, Math.rint((height - buttonHeight) / 2), buttonWidth, buttonHeight);
        left -= BUTTON_GAP;
      }
      return left + BUTTON_GAP;
    }
  }

  Subscription follow() {
    return Subscription.combine(
        model.selection().person().subscribe(_ -> show()),
        model.selection().start().subscribe(_ -> show()),
        model.revision().subscribe(_ -> show()),
        model.zone().subscribe(_ -> show()),
        model.now().subscribe(_ -> show()));
  }

  /// Focuses the first command.
  @Override
  public void requestFocus() {
    explain.requestFocus();
  }

  /// Opens the proof of the selected person's day.
  void explain() {
    model.selection().row().ifPresent(row -> actions.explain(row.user(), screen.selectedDay()));
  }

  /// Shows the details of the selection, or never, as on a wallboard.
  void setAllowed(boolean on) {
    allowed = on;
    show();
  }

  private void show() {
    Optional<TimelineRow> row = model.selection().row().filter(_ -> allowed);
    setShown(this, row.isPresent());
    row.ifPresent(this::show);
  }

  private void show(TimelineRow row) {
    Optional<Span> span = span(row);
    StateIcon.of(span.map(Span::presence).orElse(Presence.NOT_WATCHED)).show(icon);
    showName(name, row.person().name(), presence.distinction(row.person()));
    boolean empty = row.timeline().size() == 0;
    interval.setText(
        span.map(one -> describe(one, model.zoneOf(row.person())) + since(row, one))
            .orElse(Messages.of(empty ? "presence.no-data.why" : "presence.detail.none")));
    LocalDate date = screen.selectedDay();
    AccountingRules rules = presence.rules().of(row.person());
    LocalDate today = rules.day(model.now().get());
    Optional<Timecard> card = card(row, date, rules);
    String name = date.equals(today) ? Messages.of("presence.detail.today") : TimeFormat.date(date);
    day.setText(card.flatMap(DetailStrip::parts).map(parts -> name + " · " + parts).orElse(name));
    sum.setText(
        card.map(one -> parts(one).isEmpty() ? Messages.of("presence.detail.not_active") : sum(one))
            .orElse(Messages.of(noDay(rules.start(date.plusDays(1))))));
  }

  /// The text for a day without a timecard: it says nothing about days that end before the record
  /// starts, because their entries may have been deleted.
  private String noDay(Instant end) {
    boolean isBeforeRecord = model.recordedSince().filter(first -> !end.isAfter(first)).isPresent();
    return isBeforeRecord ? "presence.detail.no_entries" : "presence.detail.no_day";
  }

  /// The selected interval, or the current one, as totals count it.
  private Optional<Span> span(TimelineRow row) {
    Instant now = model.now().get();
    return model
        .selection()
        .span()
        .or(() ->
            row.timeline()
                .spanAt(now.minusSeconds(1), now)
                .map(span -> row.timeline().bridged(span, now, model.bridging().get())));
  }

  private Optional<Timecard> card(TimelineRow row, LocalDate date, AccountingRules rules) {
    PresenceTimeline lane = row.timeline();
    Instant now = model.now().get();
    int first = Math.max(0, lane.indexAt(rules.earliestInput(date).getEpochSecond()));
    int last = lane.indexAt(rules.latestInput(date).getEpochSecond());
    List<Span> spans =
        IntStream.rangeClosed(first, last)
            .mapToObj(i -> lane.span(i, now))
            .flatMap(Optional::stream)
            .toList();
    return TimecardCalculator.of(row.person(), spans, rules, date, date, now).stream().findFirst();
  }

  private String describe(Span span, ZoneId zone) {
    SpanDescription text = new SpanDescription(zone);
    LocalDate today = LocalDate.ofInstant(model.now().get(), zone);
    LocalDate first = LocalDate.ofInstant(span.start(), zone);
    LocalDate last = span.isOpen() ? first : LocalDate.ofInstant(span.end(), zone);
    // The year only where it is not the current one, so that the cause has room.
    String dated =
        first.getYear() == today.getYear() ? "EEE d MMM HH:mm:ss" : "EEE d MMM yyyy HH:mm:ss";
    String start =
        first.equals(today) && last.equals(today)
            ? TimeFormat.clock(span.start(), zone)
            : text.time(dated, span.start());
    String end =
        span.isOpen()
            ? Messages.of("timeline.now")
            : first.equals(last)
                ? TimeFormat.clock(span.end(), zone)
                : text.time(dated, span.end());
    String times = Messages.of("presence.detail.times", start, end);
    return Messages.of(
        "presence.detail.interval",
        Messages.of("legend." + span.presence().word()),
        times,
        text.length(span),
        accuracy(span, text));
  }

  /// The start of the current state, if it continues across a gap before this interval.
  private String since(TimelineRow row, Span span) {
    return screen.shown().stream()
        .filter(one -> span.isOpen() && one.id().equals(row.user()))
        .flatMap(one -> Stream.ofNullable(one.state().since()))
        .filter(start -> start.isBefore(span.start().minusSeconds(1)))
        .map(start -> TimeFormat.since(start, model.now().get(), model.zoneOf(row.person())))
        .map(start ->
            Messages.of(
                "presence.detail.since", Messages.of("legend." + span.presence().word()), start))
        .collect(Collectors.joining());
  }

  private static String accuracy(Span span, SpanDescription text) {
    String accuracy =
        switch (span.source()) {
          case NONE -> "";
          case RTM -> Messages.of("presence.detail.exact");
          case POLL, DEMO -> Messages.of("timeline.source." + span.source().word());
        };
    return Stream.of(text.cause(span), accuracy)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" · "));
  }

  /// The first activity, the sessions and the breaks of a day; empty without activity.
  private static Optional<String> parts(Timecard card) {
    return card.firstActive()
        .map(first ->
            Messages.of(
                "presence.detail.day",
                TimeFormat.time(first, card.zone()),
                card.sessions().size(),
                card.breaks().size()));
  }

  private static String sum(Timecard card) {
    String observed =
        Messages.of(
            "presence.detail.sum",
            TimeFormat.clock(card.span()),
            TimeFormat.clock(card.active()),
            TimeFormat.clock(card.awayInSpan()));
    return card.unknownInSpan().isZero()
        ? observed
        : Messages.of(
            "presence.detail.sum.unknown", observed, TimeFormat.clock(card.unknownInSpan()));
  }

  private String names() {
    String all = name.getAccessibleText();
    return all == null ? name.getText() : all;
  }

  /// Copies both lines to the clipboard.
  private void copy() {
    SelectionText.copy(
        String.join("\n", names(), interval.getText(), day.getText() + ": " + sum.getText()));
  }
}
