package rollcall.screens;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import javafx.stage.Window;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.RecordingSchedule;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.SlackStatusKind;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.Appearance;
import rollcall.settings.Settings;
import rollcall.settings.Theme;
import rollcall.testkit.Acme;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.RecordedCommands;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.ExportSummary;
import rollcall.timecard.PreviewWriter;
import rollcall.timecard.TimecardExport;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.main.MainWindow;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.CommandResult;
import rollcall.ui.model.ExportPreview;
import rollcall.ui.model.FxExecutor;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SignInState;
import rollcall.ui.model.UserList;
import rollcall.ui.model.Workspaces;
import rollcall.watch.FollowedGroup;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchStatus;

/// Main window with its test doubles.
final class WindowFixture {
  static final RecordingSchedule MORNINGS =
      new RecordingSchedule(
          LocalTime.of(4, 0),
          LocalTime.of(5, 30),
          new TreeSet<>(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)));

  private static final int TITLE_BAR = 24;

  final FxExecutor gate = new FxExecutor();
  final PresenceModel model = new PresenceModel(Acme.NOW, Acme.BERLIN);
  final PresenceFeed feed = new PresenceFeed(gate, model);
  final RecordedCommands commands = new RecordedCommands();
  final FakeDesktop desktop = new FakeDesktop();
  final Stage stage = new Stage();
  final Settings settings;
  final MainWindow window;

  WindowFixture(boolean dark, Appearance look, int width, int height) {
    commands.preview = new CommandResult.Done<>(preview());
    AppTheme.apply(dark, look);
    AboutModel about =
        new AboutModel(
            "0.1.0",
            Path.of("/home/grace/.local/share/rollcall"),
            Path.of("/home/grace/.config/rollcall"),
            null);
    feed.onSignInState(SignInState.NONE);
    settings = Settings.DEFAULT.withAppearance(look.withTheme(dark ? Theme.DARK : Theme.LIGHT));
    feed.onSettings(settings);
    window = new MainWindow(stage, model, commands, desktop, about, new Workspaces(model));
    stage.setX(0);
    stage.setY(0);
    stage.setWidth(width);
    stage.setHeight(height);
    stage.show();
  }

  /// Shows the step of the set-up assistant for the token.
  void tokenStep() {
    awaitPulse();
    Fx.run(() -> Fx.find(root(), "step-token", ButtonBase.class).fire());
  }

  /// Checks a token in the set-up assistant.
  void check() {
    tokenStep();
    type("token", "xoxb-123-456");
    Fx.run(() -> Fx.find(root(), "token-check", ButtonBase.class).fire());
    awaitPulse();
    awaitPulse();
  }

  javafx.scene.Parent root() {
    return stage.getScene().getRoot();
  }

  void connected() {
    feed.onSignInState(
        new SignInState(SignInState.Kind.SLACK, new Workspace("T024BE7LD", "Acme"), "rollcall"));
    feed.onStatus(new WatchStatus.Live(0, null, Acme.NOW.minusSeconds(3)));
  }

  void watching() {
    connected();
    Set<UserId> people = Acme.people().stream().map(Person::id).collect(Collectors.toSet());
    feed.onWatching(WatchListState.of(WatchList.of(people)));
    if (model.userList().get().equals(UserList.EMPTY)) {
      feed.onUserList(new UserList(Acme.people(), 0, UserList.State.COMPLETE));
    }
    PresenceSnapshot snapshot = Acme.snapshot();
    feed.onPresence(snapshot, List.of());
    feed.onHistory(Acme.timelines());
    feed.onRecordedSince(Acme.NOW.minus(Duration.ofDays(14)));
    feed.onStatus(
        new WatchStatus.Live(people.size(), Acme.NOW.minusSeconds(12), Acme.NOW.minusSeconds(3)));
  }

  /// Everyone's recording hours ended an hour ago, as on the previous day, with the night between.
  void afterHours() {
    connected();
    feed.onWatching(
        WatchListState.of(
            WatchList.of(Acme.people().stream().map(Person::id).collect(Collectors.toSet()))));
    feed.onUserList(new UserList(Acme.people(), 0, UserList.State.COMPLETE));
    feed.onSettings(settings.withHours(MORNINGS));
    feed.onHistory(Acme.people().stream().map(WindowFixture::workdays).toList());
    List<Sighting> closed =
        Acme.people().stream().map(person -> closed(person, Duration.ofHours(1))).toList();
    feed.onPresence(Acme.snapshot().with(closed), closed);
    feed.onStatus(new WatchStatus.OutsideHours(Acme.NOW.plus(Duration.ofHours(14))));
  }

  /// Two days of nine hours each.
  private static PresenceTimeline workdays(Person person) {
    Instant morning = Acme.NOW.minus(Duration.ofHours(10));
    return PresenceTimeline.ofSightings(
        person.id(),
        List.of(
            seen(person, Presence.ACTIVE, morning.minus(Duration.ofHours(24))),
            closed(person, Duration.ofHours(23)),
            Sighting.unknown(person.id(), morning, Cause.HOURS_OPENED),
            seen(person, Presence.ACTIVE, morning.plusSeconds(900)),
            seen(person, Presence.AWAY, morning.plusSeconds(9000)),
            closed(person, Duration.ofHours(1))));
  }

  private static Sighting seen(Person person, Presence presence, Instant at) {
    return Sighting.of(person.id(), presence, at, Source.RTM, Cause.PRESENCE_CHANGE);
  }

  private static Sighting closed(Person person, Duration ago) {
    return Sighting.notWatched(person.id(), Acme.NOW.minus(ago), Cause.HOURS_CLOSED);
  }

  /// People with Do Not Disturb, status texts and huddles.
  void slackStatuses() {
    watching();
    feed.onSettings(settings.withSlackStatuses(EnumSet.allOf(SlackStatusKind.class)));
    List<SlackStatus> all = new ArrayList<>();
    Instant morning = Acme.NOW.minus(Duration.ofHours(20));
    for (Person person : Acme.people().subList(0, 8)) {
      UserId user = person.id();
      int hours = Integer.parseInt(user.value().substring(1));
      Instant from = Acme.NOW.minus(Duration.ofMinutes(90L * hours));
      all.add(new SlackStatus.Dnd(user, from, from.plus(Duration.ofHours(3)), morning, Source.RTM));
      all.add(new SlackStatus.StatusText(user, "", morning, Source.RTM));
      all.add(new SlackStatus.StatusText(user, ":calendar: In a meeting", from, Source.RTM));
    }
    feed.onSlackStatus(all);
  }

  /// Follows two channels.
  void following(Set<UserId> waiting, boolean autoAdd) {
    List<UserId> ids = Acme.people().stream().map(Person::id).limit(20).toList();
    WatchList list =
        new WatchList(
            Set.copyOf(ids.subList(6, 20)),
            List.of(
                channel("C1", "design", Set.copyOf(ids.subList(0, 4)), waiting),
                channel("C2", "support-europe", Set.copyOf(ids.subList(3, 6)), Set.of())),
            autoAdd);
    feed.onWatching(WatchListState.of(list));
  }

  /// Makes everyone unknown since this many seconds.
  void markUnknown(int seconds, Cause cause) {
    List<Sighting> unknown = Acme.snapshot().markUnknown(Acme.NOW.minusSeconds(seconds), cause);
    feed.onPresence(Acme.snapshot().with(unknown), unknown);
  }

  void directory(UserList.State state) {
    int size = state == UserList.State.LOADING ? 4000 : 10_214;
    feed.onUserList(new UserList(Acme.company(size), 10_214, state));
    awaitPulse();
  }

  void awaitPulse() {
    CountDownLatch done = new CountDownLatch(1);
    gate.execute(done::countDown);
    try {
      done.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    Fx.run(() -> {});
  }

  void type(String id, String text) {
    awaitPulse();
    Fx.run(() -> Fx.find(root(), id, TextField.class).setText(text));
  }

  void typeInDialog(String id, String text) {
    Fx.run(() -> Fx.find(dialog().getScene().getRoot(), id, TextField.class).setText(text));
  }

  void press(String id) {
    Fx.run(() -> Fx.find(dialog().getScene().getRoot(), id, ButtonBase.class).fire());
  }

  Stage dialog() {
    return Window.getWindows().stream()
        .filter(opened -> opened instanceof Stage && opened != stage)
        .map(Stage.class::cast)
        .reduce((_, last) -> last)
        .orElseThrow(() -> new AssertionError("No dialog is open."));
  }

  /// The window, and an open dialog over the middle of it.
  BufferedImage picture() {
    BufferedImage picture = Fx.picture(stage.getScene());
    boolean dialog =
        Window.getWindows().stream().anyMatch(opened -> opened instanceof Stage && opened != stage);
    if (dialog) {
      BufferedImage dialogImage = Fx.picture(dialog().getScene());
      picture = onCanvas(picture, dialogImage);
      int left = (picture.getWidth() - dialogImage.getWidth()) / 2;
      int top =
          Math.max(TITLE_BAR, (picture.getHeight() - dialogImage.getHeight() + TITLE_BAR) / 2);
      Graphics2D graphics = picture.createGraphics();
      graphics.setComposite(AlphaComposite.SrcOver.derive(0.5f));
      graphics.setColor(Color.BLACK);
      graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
      graphics.setComposite(AlphaComposite.SrcOver);
      graphics.drawImage(dialogImage, left, top, null);
      // Draws a title bar as the window system would.
      graphics.setColor(Color.GRAY);
      graphics.fillRect(left, top - TITLE_BAR, dialogImage.getWidth(), TITLE_BAR);
      graphics.setColor(Color.WHITE);
      graphics.drawString(dialog().getTitle(), left + 12, top - 8);
      graphics.dispose();
    }
    return picture;
  }

  /// The picture, enlarged where a dialog with its title bar is larger.
  private static BufferedImage onCanvas(BufferedImage picture, BufferedImage dialog) {
    int width = Math.max(picture.getWidth(), dialog.getWidth());
    int height = Math.max(picture.getHeight(), dialog.getHeight() + TITLE_BAR);
    BufferedImage canvas = new BufferedImage(width, height, picture.getType());
    Graphics2D graphics = canvas.createGraphics();
    graphics.drawImage(picture, 0, 0, null);
    graphics.dispose();
    return canvas;
  }

  /// The first rows of the real export of everyone's day.
  static ExportPreview preview() {
    CsvDialect style = CsvDialect.spreadsheet(Locale.US);
    LocalDate today = LocalDate.ofInstant(Acme.NOW, Acme.BERLIN);
    TimecardExport export =
        new TimecardExport(
            new Workspace("T024BE7LD", "Acme"),
            Acme.people(),
            ExportSpec.of(
                ExportKind.TIMECARDS,
                Set.of(),
                new DayRange(today.withDayOfMonth(1), today),
                AccountingRules.in(Acme.BERLIN),
                style));
    PreviewWriter rows = new PreviewWriter(style, 200, _ -> {});
    try {
      ExportSummary summary = export.write(WindowFixture::spans, Acme.NOW, rows);
      return new ExportPreview(
          rows.rows(),
          new ExportPreview.Totals(summary.rows(), summary.running(), summary.coveragePercent()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Span> spans(UserId user, Instant from, Instant to) {
    PresenceTimeline timeline =
        Acme.timelines().stream().filter(one -> one.user().equals(user)).findFirst().orElseThrow();
    return IntStream.range(0, timeline.size())
        .mapToObj(i -> timeline.span(i, Acme.NOW))
        .flatMap(Optional::stream)
        .flatMap(span -> span.clip(from, to).stream())
        .toList();
  }

  static FollowedGroup channel(String id, String name, Set<UserId> members, Set<UserId> waiting) {
    return new FollowedGroup(FollowedGroup.Kind.CHANNEL, id, name, members, Set.of(), waiting);
  }
}
