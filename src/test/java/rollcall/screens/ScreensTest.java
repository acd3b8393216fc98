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
import rollcall.presence.RecordingHours;
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

/// Draws every screen to `target/screens/*.png`: what one looks at before saying that it is good.
@Tag("screens")
@ExtendWith(ApplicationExtension.class)
class ScreensTest {
  private static final RecordingHours MORNINGS =
      new RecordingHours(
          LocalTime.of(4, 0),
          LocalTime.of(5, 30),
          new TreeSet<>(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)));

  private static final int BAR = 24;
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

  /// The first rows of what the real writer makes of everybody's day.
  private static ExportPreview.Rows preview() {
    CsvStyle style = CsvStyle.spreadsheet(Locale.US);
    LocalDate today = LocalDate.ofInstant(Acme.NOW, Acme.BERLIN);
    TimecardExport export =
        new TimecardExport(
            new Workspace("T024BE7LD", "Acme"),
            Acme.people(),
            today.withDayOfMonth(1),
            today,
            AccountingRules.in(Acme.BERLIN),
            style);
    PreviewWriter rows = new PreviewWriter(style, 200, _ -> {});
    try {
      ExportSummary written = export.write(ScreensTest::spans, Acme.NOW, rows);
      return new ExportPreview.Rows(
          rows.rows(),
          new ExportPreview.Totals(written.rows(), written.running(), written.coverage() * 100));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Span> spans(UserId user, Instant from, Instant to) {
    PresenceTimeline lane =
        Acme.timelines().stream().filter(one -> one.user().equals(user)).findFirst().orElseThrow();
    return IntStream.range(0, lane.size())
        .mapToObj(i -> lane.span(i, Acme.NOW))
        .flatMap(Optional::stream)
        .flatMap(span -> span.clip(from, to).stream())
        .toList();
  }

  private static Stream<DynamicTest> screens(Shot look) {
    return Stream.of(
        screen(look, "main", world -> world.watching()),
        screen(
            look,
            "demo",
            world -> {
              world.watching();
              world.feed.onSignInState(
                  new SignInState(SignInState.Kind.DEMO, new Workspace("TDEMO", "Acme"), "you"));
            }),
        screen(
            look,
            "reconnecting",
            world -> {
              world.watching();
              world.dark(2800, Cause.DISCONNECTED);
              world.feed.onStatus(
                  new WatchStatus.Reconnecting(
                      3,
                      Acme.NOW.minusSeconds(2800),
                      Acme.NOW.plusSeconds(8),
                      new Problem.Offline("no route")));
            }),
        screen(
            look,
            "token-ended",
            world -> {
              world.watching();
              world.dark(3700, Cause.TOKEN_INVALID);
              world.feed.onStatus(
                  new WatchStatus.Stopped(
                      new Problem.TokenEnded("token_revoked", Acme.NOW.minusSeconds(3700)),
                      Acme.NOW.minusSeconds(3700)));
            }),
        screen(
            look,
            "newer-history",
            world -> {
              world.watching();
              world.dark(3700, Cause.APP_NOT_RUNNING);
              world.feed.onStatus(new WatchStatus.Stopped(new Problem.NewerHistory(), null));
            }),
        screen(
            look,
            "clock-set-back",
            world -> {
              world.watching();
              world.dark(3700, Cause.CLOCK_ADJUSTED);
              world.feed.onStatus(new WatchStatus.Behind(Acme.NOW.plusSeconds(7200)));
            }),
        screen(
            look,
            "disk-full",
            world -> {
              world.watching();
              world.feed.onLocalProblem(
                  new LocalProblem.HistoryUnsaved(
                      "The disk is full: make room on it.", Acme.NOW.minusSeconds(360)));
            }),
        screen(
            look,
            "token-refused",
            world -> {
              world.watching();
              world.commands.tokenAnswer =
                  new Commands.TokenAnswer.Refused(new Problem.TokenRejected("invalid_auth"));
              world.settle();
              Fx.run(world.window::settings);
              world.typeInDialog("token", "xoxb-123-456");
              world.press("token-use");
            }),
        screen(
            look,
            "no-match",
            world -> {
              world.watching();
              world.settle();
              Fx.run(() -> Fx.find(world.root(), "search", TextField.class).setText("kaii"));
            }),
        screen(look, "empty", world -> world.connected()),
        screen(look, "welcome", _ -> {}),
        screen(look, "welcome-browser-token", world -> world.type("token", "xoxc-123-456")),
        screen(
            look,
            "welcome-rejected",
            world -> {
              world.type("token", "xoxb-123-456");
              world.feed.onStatus(
                  new WatchStatus.Stopped(new Problem.TokenRejected("invalid_auth"), null));
            }),
        screen(look, "overlays", World::overlays),
        screen(
            look,
            "joined",
            world -> {
              world.watching();
              world.following(Set.of(new UserId("U00000022"), new UserId("U00000023")), false);
            }),
        screen(
            look,
            "people-followed",
            world -> {
              world.directory(UserList.State.COMPLETE);
              world.watching();
              world.following(Set.of(), true);
              world.settle();
              Fx.run(world.window::choosePeople);
            }),
        screen(
            look,
            "people-channel",
            world -> {
              world.watching();
              world.commands.followable =
                  new Commands.FollowAnswer.Found(
                      Stream.of("announcements", "design", "design-review", "random", "support")
                          .map(name -> channel("C" + name, name, Set.of(), Set.of()))
                          .toList());
              world.settle();
              Fx.run(world.window::choosePeople);
              world.press("add-channel");
            }),
        screen(
            look,
            "people",
            world -> {
              world.directory(UserList.State.COMPLETE);
              world.watching();
              world.settle();
              Fx.run(world.window::choosePeople);
              world.typeInDialog("people-search", "berg");
            }),
        screen(
            look,
            "people-loading",
            world -> {
              world.directory(UserList.State.LOADING);
              world.watching();
              world.settle();
              Fx.run(world.window::choosePeople);
            }),
        screen(
            look,
            "export",
            world -> {
              world.watching();
              world.settle();
              Fx.run(world.window::export);
            }),
        screen(
            look,
            "export-columns",
            world -> {
              world.watching();
              world.settle();
              Fx.run(world.window::export);
              world.press("column-dnd_h");
            }),
        screen(
            look,
            "export-done",
            world -> {
              world.watching();
              world.settle();
              world.desktop.folder = Optional.of(Path.of("Documents"));
              ExportPreview.Totals totals = Objects.requireNonNull(preview().totals());
              world.commands.exportResult =
                  new ExportResult.Saved(
                      Path.of("presence-timecards_acme_2026-09-01_2026-09-17_Europe-Berlin.csv"),
                      totals.rows(),
                      totals.coveragePercent());
              Fx.run(world.window::export);
              world.press("export-go");
            }),
        settings(look, 0, "connection"),
        settings(look, 1, "proxy"),
        settings(look, 2, "people"),
        settings(look, 3, "recording"),
        settings(look, 4, "appearance"),
        settings(look, 5, "time"),
        settings(look, 6, "privacy"),
        settings(look, 7, "about"),
        screen(look, "outside-hours", World::afterHours));
  }

  private static DynamicTest settings(Shot look, int page, String name) {
    return screen(
        look,
        "settings-" + name,
        world -> {
          world.directory(UserList.State.COMPLETE);
          world.watching();
          world.feed.onBlocked(
              Acme.people().stream().skip(20).limit(2).map(Person::id).collect(Collectors.toSet()));
          world.feed.onSettings(
              Settings.DEFAULT
                  .withProxy(new Proxy.Manual("proxy.corp.example", 8080, "grace"))
                  .withHours(MORNINGS));
          world.settle();
          Fx.run(world.window::settings);
          Fx.run(() ->
              ((ListView<?>) world.dialog().getScene().lookup("#topics"))
                  .getSelectionModel()
                  .select(page));
          if (page == 1) {
            world.typeInDialog("proxy-host", "http://proxy.corp.example");
            world.press("proxy-use");
          }
        });
  }

  private static DynamicTest screen(Shot look, String name, Consumer<World> story) {
    return DynamicTest.dynamicTest(
        name + " " + look,
        () -> {
          World world = Fx.get(() -> new World(look));
          world.settle();
          story.accept(world);
          world.settle();
          Fx.run(() -> {
            Fx.save(world.picture(), FOLDER.resolve(name + "-" + look + ".png"));
            world.window.dispose();
          });
        });
  }

  /// How a picture is taken.
  private record Shot(boolean dark, int width, int height) {
    @Override
    public String toString() {
      return (dark ? "dark" : "light") + "-" + width + "x" + height;
    }
  }

  /// A window with everything around it.
  private static final class World {
    private final FxGate gate = new FxGate();
    private final PresenceModel model = new PresenceModel(Acme.NOW, Acme.BERLIN);
    private final PresenceFeed feed = new PresenceFeed(gate, model);
    private final RecordedCommands commands = new RecordedCommands();
    private final FakeDesktop desktop = new FakeDesktop();
    private final Stage stage = new Stage();
    private final MainWindow window;

    private World(Shot look) {
      commands.preview = preview();
      AppTheme.apply(look.dark());
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
      stage.setWidth(look.width());
      stage.setHeight(look.height());
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
      if (model.directory().get().equals(UserList.EMPTY)) {
        feed.onUserList(new UserList(Acme.people(), 0, UserList.State.COMPLETE));
      }
      PresenceSnapshot board = Acme.snapshot();
      feed.onPresence(board, List.of());
      feed.onHistory(Acme.timelines());
      feed.onRecordedSince(Acme.NOW.minus(Duration.ofDays(14)));
      feed.onStatus(
          new WatchStatus.Live(people.size(), Acme.NOW.minusSeconds(12), Acme.NOW.minusSeconds(3)));
    }

    /// Everybody's hours ended an hour ago, as they did the day before; the night is behind them.
    private void afterHours() {
      connected();
      feed.onWatching(
          WatchListState.of(
              WatchList.of(Acme.people().stream().map(Person::id).collect(Collectors.toSet()))));
      feed.onUserList(new UserList(Acme.people(), 0, UserList.State.COMPLETE));
      feed.onSettings(Settings.DEFAULT.withHours(MORNINGS));
      feed.onHistory(Acme.people().stream().map(World::office).toList());
      List<Sighting> closed =
          Acme.people().stream().map(person -> closed(person, Duration.ofHours(1))).toList();
      feed.onPresence(Acme.snapshot().with(closed), closed);
      feed.onStatus(new WatchStatus.OutsideHours(Acme.NOW.plus(Duration.ofHours(14))));
    }

    /// Two days of nine hours each.
    private static PresenceTimeline office(Person person) {
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

    /// Some want no notifications, one says something, one is in a huddle.
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

    /// Two channels are followed.
    private void following(Set<UserId> waiting, boolean adding) {
      List<UserId> ids = Acme.people().stream().map(Person::id).limit(20).toList();
      WatchList list =
          new WatchList(
              Set.copyOf(ids.subList(6, 20)),
              List.of(
                  channel("C1", "design", Set.copyOf(ids.subList(0, 4)), waiting),
                  channel("C2", "support-europe", Set.copyOf(ids.subList(3, 6)), Set.of())),
              adding);
      feed.onWatching(WatchListState.of(list));
    }

    /// Nobody looks since so many seconds.
    private void dark(int seconds, Cause cause) {
      List<Sighting> dark = Acme.snapshot().markUnknown(Acme.NOW.minusSeconds(seconds), cause);
      feed.onPresence(Acme.snapshot().with(dark), dark);
    }

    private void directory(UserList.State state) {
      int size = state == UserList.State.LOADING ? 4000 : 10_214;
      feed.onUserList(new UserList(Acme.company(size), 10_214, state));
      settle();
    }

    private void settle() {
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
      settle();
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
          .filter(one -> one instanceof Stage && one != stage)
          .map(Stage.class::cast)
          .reduce((_, last) -> last)
          .orElseThrow(() -> new AssertionError("No dialog is open."));
    }

    /// The window, and a dialog in the middle of it when one is open.
    private BufferedImage picture() {
      BufferedImage picture = Fx.picture(stage.getScene());
      boolean dialog =
          Window.getWindows().stream().anyMatch(one -> one instanceof Stage && one != stage);
      if (dialog) {
        BufferedImage over = Fx.picture(dialog().getScene());
        int left = (picture.getWidth() - over.getWidth()) / 2;
        int top = Math.max(BAR, (picture.getHeight() - over.getHeight() + BAR) / 2);
        Graphics2D graphics = picture.createGraphics();
        graphics.setComposite(AlphaComposite.SrcOver.derive(0.5f));
        graphics.setColor(Color.BLACK);
        graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        graphics.setComposite(AlphaComposite.SrcOver);
        graphics.drawImage(over, left, top, null);
        // What the window system would draw around it.
        graphics.setColor(Color.GRAY);
        graphics.fillRect(left, top - BAR, over.getWidth(), BAR);
        graphics.setColor(Color.WHITE);
        graphics.drawString(dialog().getTitle(), left + 12, top - 8);
        graphics.dispose();
      }
      return picture;
    }
  }
}
