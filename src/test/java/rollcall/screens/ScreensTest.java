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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import rollcall.presence.Cause;
import rollcall.presence.Overlay;
import rollcall.presence.OverlayKind;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.RecordingSchedule;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.Proxy;
import rollcall.settings.Settings;
import rollcall.testkit.Acme;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.RecordedCommands;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvStyle;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.ExportSummary;
import rollcall.timecard.PreviewWriter;
import rollcall.timecard.TimecardExport;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.main.MainWindow;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.Commands;
import rollcall.ui.model.ExportPreview;
import rollcall.ui.model.ExportResult;
import rollcall.ui.model.FxGate;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SignInState;
import rollcall.ui.model.UserList;
import rollcall.ui.text.LocalProblem;
import rollcall.watch.FollowedGroup;
import rollcall.watch.Problem;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchStatus;

/// Screenshots of every screen for visual review: `target/screens/*.png`.
@Tag("screens")
@ExtendWith(ApplicationExtension.class)
class ScreensTest {
  private static final RecordingSchedule MORNINGS =
      new RecordingSchedule(
          LocalTime.of(4, 0),
          LocalTime.of(5, 30),
          new TreeSet<>(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)));

  private static final int TITLE_BAR = 24;
  private static final Path FOLDER = Path.of("target/screens");

  @TestFactory
  Stream<DynamicTest> everyScreen() {
    Fx.run(() -> Fx.screen(1920, 1200));
    return Stream.of(false, true)
        .flatMap(dark ->
            Stream.of(new int[] {1280, 800}, new int[] {860, 560})
                .flatMap(size -> screens(new Shot(dark, size[0], size[1]))));
  }

  private static FollowedGroup channel(
      String id, String name, Set<UserId> members, Set<UserId> waiting) {
    return new FollowedGroup(FollowedGroup.Kind.CHANNEL, id, name, members, Set.of(), waiting);
  }

  /// The first rows of the real export of everyone's day.
  private static ExportPreview.Rows preview() {
    CsvStyle style = CsvStyle.spreadsheet(Locale.US);
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
      ExportSummary summary = export.write(ScreensTest::spans, Acme.NOW, rows);
      return new ExportPreview.Rows(
          rows.rows(),
          new ExportPreview.Totals(summary.rows(), summary.running(), summary.coverage() * 100));
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

  private static Stream<DynamicTest> screens(Shot shot) {
    return Stream.of(
        screen(shot, "main", fixture -> fixture.watching()),
        screen(
            shot,
            "demo",
            fixture -> {
              fixture.watching();
              fixture.feed.onSignInState(
                  new SignInState(SignInState.Kind.DEMO, new Workspace("TDEMO", "Acme"), "you"));
            }),
        screen(
            shot,
            "reconnecting",
            fixture -> {
              fixture.watching();
              fixture.markUnknown(2800, Cause.DISCONNECTED);
              fixture.feed.onStatus(
                  new WatchStatus.Reconnecting(
                      3,
                      Acme.NOW.minusSeconds(2800),
                      Acme.NOW.plusSeconds(8),
                      new Problem.Offline("no route")));
            }),
        screen(
            shot,
            "token-ended",
            fixture -> {
              fixture.watching();
              fixture.markUnknown(3700, Cause.TOKEN_INVALID);
              fixture.feed.onStatus(
                  new WatchStatus.Stopped(
                      new Problem.TokenEnded("token_revoked", Acme.NOW.minusSeconds(3700)),
                      Acme.NOW.minusSeconds(3700)));
            }),
        screen(
            shot,
            "newer-history",
            fixture -> {
              fixture.watching();
              fixture.markUnknown(3700, Cause.APP_NOT_RUNNING);
              fixture.feed.onStatus(new WatchStatus.Stopped(new Problem.NewerHistory(), null));
            }),
        screen(
            shot,
            "clock-set-back",
            fixture -> {
              fixture.watching();
              fixture.markUnknown(3700, Cause.CLOCK_ADJUSTED);
              fixture.feed.onStatus(new WatchStatus.Behind(Acme.NOW.plusSeconds(7200)));
            }),
        screen(
            shot,
            "disk-full",
            fixture -> {
              fixture.watching();
              fixture.feed.onLocalProblem(
                  new LocalProblem.HistoryUnsaved(
                      "The disk is full: make room on it.", Acme.NOW.minusSeconds(360)));
            }),
        screen(
            shot,
            "token-refused",
            fixture -> {
              fixture.watching();
              fixture.commands.tokenAnswer =
                  new Commands.TokenAnswer.Refused(new Problem.TokenRejected("invalid_auth"));
              fixture.awaitPulse();
              Fx.run(fixture.window::settings);
              fixture.typeInDialog("token", "xoxb-123-456");
              fixture.press("token-use");
            }),
        screen(
            shot,
            "no-match",
            fixture -> {
              fixture.watching();
              fixture.awaitPulse();
              Fx.run(() -> Fx.find(fixture.root(), "search", TextField.class).setText("kaii"));
            }),
        screen(shot, "empty", fixture -> fixture.connected()),
        screen(shot, "welcome", _ -> {}),
        screen(shot, "welcome-browser-token", fixture -> fixture.type("token", "xoxc-123-456")),
        screen(
            shot,
            "welcome-rejected",
            fixture -> {
              fixture.type("token", "xoxb-123-456");
              fixture.feed.onStatus(
                  new WatchStatus.Stopped(new Problem.TokenRejected("invalid_auth"), null));
            }),
        screen(shot, "overlays", WindowFixture::overlays),
        screen(
            shot,
            "joined",
            fixture -> {
              fixture.watching();
              fixture.following(Set.of(new UserId("U00000022"), new UserId("U00000023")), false);
            }),
        screen(
            shot,
            "people-followed",
            fixture -> {
              fixture.directory(UserList.State.COMPLETE);
              fixture.watching();
              fixture.following(Set.of(), true);
              fixture.awaitPulse();
              Fx.run(fixture.window::choosePeople);
            }),
        screen(
            shot,
            "people-channel",
            fixture -> {
              fixture.watching();
              fixture.commands.followable =
                  new Commands.FollowAnswer.Found(
                      Stream.of("announcements", "design", "design-review", "random", "support")
                          .map(name -> channel("C" + name, name, Set.of(), Set.of()))
                          .toList());
              fixture.awaitPulse();
              Fx.run(fixture.window::choosePeople);
              fixture.press("add-channel");
            }),
        screen(
            shot,
            "people",
            fixture -> {
              fixture.directory(UserList.State.COMPLETE);
              fixture.watching();
              fixture.awaitPulse();
              Fx.run(fixture.window::choosePeople);
              fixture.typeInDialog("people-search", "berg");
            }),
        screen(
            shot,
            "people-loading",
            fixture -> {
              fixture.directory(UserList.State.LOADING);
              fixture.watching();
              fixture.awaitPulse();
              Fx.run(fixture.window::choosePeople);
            }),
        screen(
            shot,
            "export",
            fixture -> {
              fixture.watching();
              fixture.awaitPulse();
              Fx.run(fixture.window::export);
            }),
        screen(
            shot,
            "export-columns",
            fixture -> {
              fixture.watching();
              fixture.awaitPulse();
              Fx.run(fixture.window::export);
              fixture.press("column-dnd_h");
            }),
        screen(
            shot,
            "export-done",
            fixture -> {
              fixture.watching();
              fixture.awaitPulse();
              fixture.desktop.folder = Optional.of(Path.of("Documents"));
              ExportPreview.Totals totals = Objects.requireNonNull(preview().totals());
              fixture.commands.exportResult =
                  new ExportResult.Saved(
                      Path.of("presence-timecards_acme_2026-09-01_2026-09-17_Europe-Berlin.csv"),
                      totals.rows(),
                      totals.coveragePercent());
              Fx.run(fixture.window::export);
              fixture.press("export-go");
            }),
        screen(
            shot,
            "connection-check",
            fixture -> {
              fixture.watching();
              fixture.awaitPulse();
              fixture.commands.prepareCheck();
              Fx.run(fixture.window::checkConnection);
            }),
        settings(shot, 0, "connection"),
        settings(shot, 1, "proxy"),
        settings(shot, 2, "people"),
        settings(shot, 3, "recording"),
        settings(shot, 4, "appearance"),
        settings(shot, 5, "time"),
        settings(shot, 6, "privacy"),
        settings(shot, 7, "about"),
        screen(shot, "outside-hours", WindowFixture::afterHours));
  }

  private static DynamicTest settings(Shot shot, int page, String name) {
    return screen(
        shot,
        "settings-" + name,
        fixture -> {
          fixture.directory(UserList.State.COMPLETE);
          fixture.watching();
          fixture.feed.onBlocked(
              Acme.people().stream().skip(20).limit(2).map(Person::id).collect(Collectors.toSet()));
          fixture.feed.onSettings(
              Settings.DEFAULT
                  .withProxy(new Proxy.Manual("proxy.corp.example", 8080, "grace"))
                  .withHours(MORNINGS));
          fixture.awaitPulse();
          Fx.run(fixture.window::settings);
          Fx.run(() ->
              ((ListView<?>) fixture.dialog().getScene().lookup("#topics"))
                  .getSelectionModel()
                  .select(page));
          if (page == 1) {
            fixture.typeInDialog("proxy-host", "http://proxy.corp.example");
            fixture.press("proxy-use");
          }
        });
  }

  private static DynamicTest screen(Shot shot, String name, Consumer<WindowFixture> setUp) {
    return DynamicTest.dynamicTest(
        name + " " + shot,
        () -> {
          WindowFixture fixture = Fx.get(() -> new WindowFixture(shot));
          fixture.awaitPulse();
          setUp.accept(fixture);
          fixture.awaitPulse();
          Fx.run(() -> {
            Fx.save(fixture.picture(), FOLDER.resolve(name + "-" + shot + ".png"));
            fixture.window.dispose();
          });
        });
  }

  /// Parameters of a screenshot.
  private record Shot(boolean dark, int width, int height) {
    @Override
    public String toString() {
      return (dark ? "dark" : "light") + "-" + width + "x" + height;
    }
  }

  /// Main window with its test doubles.
  private static final class WindowFixture {
    private final FxGate gate = new FxGate();
    private final PresenceModel model = new PresenceModel(Acme.NOW, Acme.BERLIN);
    private final PresenceFeed feed = new PresenceFeed(gate, model);
    private final RecordedCommands commands = new RecordedCommands();
    private final FakeDesktop desktop = new FakeDesktop();
    private final Stage stage = new Stage();
    private final MainWindow window;

    private WindowFixture(Shot shot) {
      commands.preview = preview();
      AppTheme.apply(shot.dark());
      AboutModel about =
          new AboutModel(
              "0.1.0",
              Path.of("/home/grace/.local/share/rollcall"),
              Path.of("/home/grace/.config/rollcall"),
              null);
      feed.onSignInState(SignInState.NONE);
      window = new MainWindow(stage, model, commands, desktop, about, gate);
      stage.setX(0);
      stage.setY(0);
      stage.setWidth(shot.width());
      stage.setHeight(shot.height());
      stage.show();
    }

    private javafx.scene.Parent root() {
      return stage.getScene().getRoot();
    }

    private void connected() {
      feed.onSignInState(
          new SignInState(SignInState.Kind.SLACK, new Workspace("T024BE7LD", "Acme"), "rollcall"));
      feed.onStatus(new WatchStatus.Live(0, null, Acme.NOW.minusSeconds(3)));
    }

    private void watching() {
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

    /// Everyone's recording hours ended an hour ago, as on the previous day, with the night
    /// between.
    private void afterHours() {
      connected();
      feed.onWatching(
          WatchListState.of(
              WatchList.of(Acme.people().stream().map(Person::id).collect(Collectors.toSet()))));
      feed.onUserList(new UserList(Acme.people(), 0, UserList.State.COMPLETE));
      feed.onSettings(Settings.DEFAULT.withHours(MORNINGS));
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
    private void overlays() {
      watching();
      feed.onSettings(Settings.DEFAULT.withOverlays(EnumSet.allOf(OverlayKind.class)));
      List<Overlay> all = new ArrayList<>();
      Instant morning = Acme.NOW.minus(Duration.ofHours(20));
      for (Person person : Acme.people().subList(0, 8)) {
        UserId user = person.id();
        int hours = Integer.parseInt(user.value().substring(1));
        Instant from = Acme.NOW.minus(Duration.ofMinutes(90L * hours));
        all.add(new Overlay.Dnd(user, from, from.plus(Duration.ofHours(3)), morning, Source.RTM));
        all.add(new Overlay.StatusText(user, "", morning, Source.RTM));
        all.add(new Overlay.StatusText(user, ":calendar: In a meeting", from, Source.RTM));
      }
      feed.onOverlay(all);
    }

    /// Follows two channels.
    private void following(Set<UserId> waiting, boolean autoAdd) {
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
    private void markUnknown(int seconds, Cause cause) {
      List<Sighting> unknown = Acme.snapshot().markUnknown(Acme.NOW.minusSeconds(seconds), cause);
      feed.onPresence(Acme.snapshot().with(unknown), unknown);
    }

    private void directory(UserList.State state) {
      int size = state == UserList.State.LOADING ? 4000 : 10_214;
      feed.onUserList(new UserList(Acme.company(size), 10_214, state));
      awaitPulse();
    }

    private void awaitPulse() {
      CountDownLatch done = new CountDownLatch(1);
      gate.execute(done::countDown);
      try {
        done.await(60, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      Fx.run(() -> {});
    }

    private void type(String id, String text) {
      awaitPulse();
      Fx.run(() -> Fx.find(root(), id, TextField.class).setText(text));
    }

    private void typeInDialog(String id, String text) {
      Fx.run(() -> Fx.find(dialog().getScene().getRoot(), id, TextField.class).setText(text));
    }

    private void press(String id) {
      Fx.run(() -> Fx.find(dialog().getScene().getRoot(), id, ButtonBase.class).fire());
    }

    private Stage dialog() {
      return Window.getWindows().stream()
          .filter(opened -> opened instanceof Stage && opened != stage)
          .map(Stage.class::cast)
          .reduce((_, last) -> last)
          .orElseThrow(() -> new AssertionError("No dialog is open."));
    }

    /// The window, and an open dialog over the middle of it.
    private BufferedImage picture() {
      BufferedImage picture = Fx.picture(stage.getScene());
      boolean dialog =
          Window.getWindows().stream()
              .anyMatch(opened -> opened instanceof Stage && opened != stage);
      if (dialog) {
        BufferedImage dialogImage = Fx.picture(dialog().getScene());
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
  }
}
