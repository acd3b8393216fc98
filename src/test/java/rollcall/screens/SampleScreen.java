package rollcall.screens;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.stage.WindowEvent;
import rollcall.language.Sentence;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.OneTimeTrigger;
import rollcall.settings.Proxy;
import rollcall.settings.Triggers;
import rollcall.testkit.Acme;
import rollcall.testkit.Fx;
import rollcall.ui.controls.ZoneMenu;
import rollcall.ui.main.CrashDialog;
import rollcall.ui.main.MainWindow;
import rollcall.ui.model.Commands;
import rollcall.ui.model.Diagnostics;
import rollcall.ui.model.ExportPreview;
import rollcall.ui.model.ExportResult;
import rollcall.ui.model.SignInState;
import rollcall.ui.model.SlackAnswer;
import rollcall.ui.model.UserList;
import rollcall.ui.settings.SettingsView;
import rollcall.ui.text.LocalNotice;
import rollcall.watch.CheckStep;
import rollcall.watch.Problem;
import rollcall.watch.SendPermission;
import rollcall.watch.WatchStatus;

/// Screen, dialog or page of the window in a state that people meet.
///
/// @param setUp brings the open window into the state
record SampleScreen(String name, Consumer<WindowFixture> setUp) {
  /// Every screen, dialog and page.
  static Stream<SampleScreen> all() {
    return Stream.of(
        new SampleScreen("main", fixture -> fixture.watching()),
        new SampleScreen(
            "demo",
            fixture -> {
              fixture.watching();
              fixture.feed.onSignInState(
                  new SignInState(SignInState.Kind.DEMO, new Workspace("TDEMO", "Acme"), "you"));
            }),
        new SampleScreen(
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
        new SampleScreen(
            "token-ended",
            fixture -> {
              fixture.watching();
              fixture.markUnknown(3700, Cause.TOKEN_INVALID);
              fixture.feed.onStatus(
                  new WatchStatus.Stopped(
                      new Problem.TokenEnded("token_revoked", Acme.NOW.minusSeconds(3700)),
                      Acme.NOW.minusSeconds(3700)));
            }),
        new SampleScreen(
            "newer-history",
            fixture -> {
              fixture.watching();
              fixture.markUnknown(3700, Cause.APP_NOT_RUNNING);
              fixture.feed.onStatus(new WatchStatus.Stopped(new Problem.NewerHistory(), null));
            }),
        new SampleScreen(
            "clock-set-back",
            fixture -> {
              fixture.watching();
              fixture.markUnknown(3700, Cause.CLOCK_ADJUSTED);
              fixture.feed.onStatus(new WatchStatus.Behind(Acme.NOW.plusSeconds(7200)));
            }),
        new SampleScreen(
            "disk-full",
            fixture -> {
              fixture.watching();
              fixture.feed.onLocalNotice(
                  new LocalNotice.HistoryUnsaved(
                      Sentence.of(
                          "No space is left on the disk for %s: free some space and it will be"
                              + " written.",
                          Path.of(
                              "/home/grace/.local/share/rollcall/workspaces/T024BE7LD/history.db")),
                      Acme.NOW.minusSeconds(360)));
            }),
        new SampleScreen(
            "token-refused",
            fixture -> {
              fixture.watching();
              fixture.commands.tokenAnswer =
                  new Commands.TokenAnswer.Refused(new Problem.TokenRejected("invalid_auth"));
              fixture.awaitPulse();
              Fx.run(() -> fixture.window.settings(SettingsView.Topic.CONNECTION));
              fixture.typeInDialog("token", "xoxb-123-456");
              fixture.press("token-use");
            }),
        new SampleScreen(
            "no-match",
            fixture -> {
              fixture.watching();
              fixture.awaitPulse();
              Fx.run(() -> Fx.find(fixture.root(), "search", TextField.class).setText("kaii"));
            }),
        new SampleScreen("setup-welcome", _ -> {}),
        new SampleScreen("setup-token", WindowFixture::tokenStep),
        new SampleScreen(
            "setup-token-steps",
            fixture -> {
              fixture.tokenStep();
              Fx.run(() -> Fx.find(fixture.root(), "make-token", ButtonBase.class).fire());
            }),
        new SampleScreen(
            "setup-browser-token",
            fixture -> {
              fixture.tokenStep();
              fixture.type("token", "xoxc-123-456");
            }),
        new SampleScreen(
            "setup-polling",
            fixture -> {
              fixture.commands.prepareCheck();
              fixture.check();
            }),
        new SampleScreen(
            "setup-rejected",
            fixture -> {
              fixture.commands.prepareFailure(
                  CheckStep.TOKEN, new Problem.TokenRejected("invalid_auth"));
              fixture.check();
            }),
        new SampleScreen(
            "setup-offline",
            fixture -> {
              fixture.commands.prepareFailure(CheckStep.NAME, new Problem.Offline("no route"));
              fixture.check();
            }),
        new SampleScreen("setup-people", fixture -> fixture.connected()),
        new SampleScreen("slack-statuses", WindowFixture::slackStatuses),
        new SampleScreen(
            "joined",
            fixture -> {
              fixture.watching();
              fixture.following(Set.of(new UserId("U00000022"), new UserId("U00000023")), false);
            }),
        new SampleScreen(
            "people-followed",
            fixture -> {
              fixture.directory(UserList.State.COMPLETE);
              fixture.watching();
              fixture.following(Set.of(), true);
              fixture.awaitPulse();
              Fx.run(fixture.window::choosePeople);
            }),
        new SampleScreen(
            "people-channel",
            fixture -> {
              fixture.watching();
              fixture.commands.followable =
                  new SlackAnswer.Found<>(
                      Stream.of("announcements", "design", "design-review", "random", "support")
                          .map(name -> WindowFixture.channel("C" + name, name, Set.of(), Set.of()))
                          .toList());
              fixture.awaitPulse();
              Fx.run(fixture.window::choosePeople);
              fixture.press("add-channel");
            }),
        new SampleScreen(
            "people",
            fixture -> {
              fixture.directory(UserList.State.COMPLETE);
              fixture.watching();
              fixture.awaitPulse();
              Fx.run(fixture.window::choosePeople);
              fixture.typeInDialog("people-search", "berg");
            }),
        new SampleScreen(
            "people-loading",
            fixture -> {
              fixture.directory(UserList.State.LOADING);
              fixture.watching();
              fixture.awaitPulse();
              Fx.run(fixture.window::choosePeople);
            }),
        menuItem("export", "file.export"),
        new SampleScreen(
            "export-columns",
            fixture -> {
              fixture.watching();
              fixture.awaitPulse();
              Fx.chooseMenuItem(fixture.root(), "file.export");
              fixture.press("column-dnd_h");
            }),
        new SampleScreen(
            "export-done",
            fixture -> {
              fixture.watching();
              fixture.awaitPulse();
              fixture.desktop.folder = Optional.of(Path.of("Documents"));
              ExportPreview.Totals totals =
                  Objects.requireNonNull(WindowFixture.preview().totals());
              fixture.commands.exportResult =
                  new ExportResult.Saved(
                      Path.of("presence-timecards_acme_2026-09-01_2026-09-17_Europe-Berlin.csv"),
                      totals.rows(),
                      totals.coveragePercent());
              Fx.chooseMenuItem(fixture.root(), "file.export");
              fixture.press("export-go");
            }),
        new SampleScreen(
            "connection-check",
            fixture -> {
              fixture.watching();
              fixture.awaitPulse();
              fixture.commands.prepareCheck();
              Fx.chooseMenuItem(fixture.root(), "recording.check");
            }),
        new SampleScreen(
            "timecards",
            fixture -> {
              fixture.watching();
              fixture.awaitPulse();
              Fx.run(() -> Fx.find(fixture.root(), "screen-timecards", ToggleButton.class).fire());
            }),
        menuItem("shortcuts", "help.shortcuts"),
        new SampleScreen(
            "zone",
            fixture -> {
              fixture.watching();
              fixture.awaitPulse();
              Fx.run(fixture.window::chooseZone);
            }),
        new SampleScreen(
            "days",
            fixture -> {
              fixture.watching();
              fixture.awaitPulse();
              Fx.run(fixture.window::chooseDays);
            }),
        menuItem("by-hour", "view.by_hour"),
        menuItem("wallboard", "view.wallboard"),
        menuItem("compact", "view.compact"),
        new SampleScreen(
            "aligned",
            fixture -> {
              fixture.watching();
              fixture.awaitPulse();
              Fx.run(() ->
                  Fx.find(fixture.root(), "zone", ZoneMenu.class).getItems().stream()
                      .filter(item -> "zone-align".equals(item.getId()))
                      .forEach(item -> ((CheckMenuItem) item).setSelected(true)));
            }),
        new SampleScreen(
            "polling",
            fixture -> {
              fixture.watching();
              fixture.feed.onStatus(
                  new WatchStatus.Polling(
                      34,
                      Duration.ofSeconds(50),
                      Acme.NOW.minusSeconds(58),
                      new Problem.LiveNotAllowed("not_allowed_token_type"),
                      null));
            }),
        settings(0, "general"),
        settings(1, "connection"),
        settings(2, "people"),
        settings(3, "recording"),
        settings(4, "privacy"),
        settings(5, "advanced"),
        new SampleScreen(
            "triggers",
            fixture -> {
              triggers(fixture);
              Fx.chooseMenuItem(fixture.root(), "people.triggers");
            }),
        new SampleScreen("trigger-notice", SampleScreen::triggers),
        message("consent", new SendPermission.Included("rollcall", "bot")),
        message("missing", new SendPermission.Missing("chat:write")),
        dialog("person-data", window -> window.exportPerson(Acme.people().getFirst().id())),
        dialog("groups", window -> window.editGroups()),
        menuItem("workspace-remove", "workspace-remove"),
        menuItem("log", "help.log"),
        new SampleScreen("diagnostics", SampleScreen::diagnostics),
        new SampleScreen(
            "close",
            fixture -> {
              fixture.watching();
              fixture.awaitPulse();
              Fx.run(() ->
                  fixture.stage.fireEvent(
                      new WindowEvent(fixture.stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
            }),
        new SampleScreen(
            "crash",
            fixture -> {
              fixture.watching();
              Fx.run(() ->
                  new CrashDialog(fixture.stage, fixture.desktop, "Rollcall 0.1.0")
                      .show(new IllegalStateException(), true, () -> {}));
              fixture.press("crash-show");
            }),
        new SampleScreen(
            "names-hidden",
            fixture -> {
              fixture.watching();
              fixture.awaitPulse();
              Fx.run(() -> fixture.model.namesHidden().set(true));
            }),
        new SampleScreen(
            "no-password-store",
            fixture -> {
              fixture.watching();
              fixture.feed.onLocalNotice(new LocalNotice.NoPasswordStore());
            }),
        new SampleScreen("outside-hours", WindowFixture::afterHours));
  }

  private static void triggers(WindowFixture fixture) {
    fixture.watching();
    Instant now = Acme.NOW;
    Instant expires = now.plus(Duration.ofDays(3));
    List<UserId> people = Acme.people().stream().map(Person::id).toList();
    OneTimeTrigger message =
        OneTimeTrigger.of("2", people.get(1), "Five minutes for a question?", now, expires);
    fixture.feed.onTriggers(
        new Triggers(
            true,
            List.of(
                OneTimeTrigger.of("1", people.get(0), null, now, expires),
                message,
                OneTimeTrigger.of("3", people.get(2), "The draft is ready for you.", now, expires)
                    .failed("channel_not_found", now, now.plusSeconds(600)),
                OneTimeTrigger.of("4", people.get(3), null, now, expires)
                    .in(OneTimeTrigger.State.DONE, now),
                OneTimeTrigger.of("5", people.get(4), "Lunch at noon?", now, expires)
                    .in(OneTimeTrigger.State.UNCERTAIN, now))));
    fixture.awaitPulse();
  }

  private static void diagnostics(WindowFixture fixture) {
    fixture.watching();
    fixture.commands.diagnostics =
        _ ->
            new Diagnostics(
                Stream.of("environment", "settings", "connection", "database", "log")
                    .map(name -> new Diagnostics.Part(name + ".txt", name))
                    .toList());
    fixture.desktop.folder = Optional.of(Path.of("target"));
    fixture.awaitPulse();
    Fx.chooseMenuItem(fixture.root(), "help.diagnostics");
    fixture.press("diagnostics-save");
  }

  private static SampleScreen message(String name, SendPermission permission) {
    return new SampleScreen(
        "message-" + name,
        fixture -> {
          fixture.watching();
          fixture.commands.sendAnswer =
              CompletableFuture.completedStage(new SlackAnswer.Found<>(permission));
          fixture.awaitPulse();
          Fx.run(() -> fixture.window.messageWhenActive(Acme.people().getFirst().id()));
        });
  }

  private static SampleScreen menuItem(String name, String id) {
    return new SampleScreen(
        name,
        fixture -> {
          fixture.watching();
          fixture.awaitPulse();
          Fx.chooseMenuItem(fixture.root(), id);
        });
  }

  private static SampleScreen dialog(String name, Consumer<MainWindow> open) {
    return new SampleScreen(
        name,
        fixture -> {
          fixture.watching();
          fixture.awaitPulse();
          Fx.run(() -> open.accept(fixture.window));
        });
  }

  private static SampleScreen settings(int page, String name) {
    return new SampleScreen(
        "settings-" + name,
        fixture -> {
          fixture.directory(UserList.State.COMPLETE);
          fixture.watching();
          fixture.feed.onBlocked(
              Acme.people().stream().skip(20).limit(2).map(Person::id).collect(Collectors.toSet()));
          fixture.feed.onSettings(
              fixture
                  .settings
                  .withProxy(new Proxy.Manual("proxy.corp.example", 8080, "grace", List.of()))
                  .withHours(WindowFixture.MORNINGS));
          fixture.awaitPulse();
          Fx.chooseMenuItem(fixture.root(), "file.settings");
          Fx.run(() ->
              ((ListView<?>) fixture.dialog().getScene().lookup("#topics"))
                  .getSelectionModel()
                  .select(page));
        });
  }
}
