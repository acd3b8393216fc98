package rollcall.ui.main;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rollcall.settings.NotificationSettings;
import rollcall.settings.OneTimeTrigger;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.Tray;
import rollcall.ui.model.Workspaces;
import rollcall.ui.text.Messages;
import rollcall.ui.text.Notice;
import rollcall.ui.text.ProblemText;
import rollcall.ui.text.TimeFormat;
import rollcall.ui.text.TriggerText;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

/// Notifications on the desktop about all workspaces: each event once, also when the window is
/// filled again. The window shows the same in its notices. Thread: FX.
public final class DueNotifications {
  /// Age from which an alert that has ended is not notified any more, such as at the next start.
  private static final Duration NEWS = Duration.ofMinutes(2);

  private final Workspaces workspaces;
  private final Tray tray;
  private final Map<PresenceModel, Notified> notified = new HashMap<>();

  public DueNotifications(Workspaces workspaces, Tray tray) {
    this.workspaces = workspaces;
    this.tray = tray;
  }

  /// Shows what is due; what falls in the quiet time is left out for good. To be called each
  /// second.
  ///
  /// @param focused whether the user sees the notices of the shown workspace
  public void onTick(boolean focused) {
    notified.keySet().retainAll(workspaces.all());
    for (PresenceModel one : workspaces.all()) {
      List<Notice> due = notified.computeIfAbsent(one, _ -> new Notified()).due(one);
      if (!focused || !isShown(one)) {
        due.forEach(notice -> tray.showMessage(title(one, notice), notice.body()));
      }
    }
  }

  private boolean isShown(PresenceModel one) {
    return one.equals(workspaces.shown().get());
  }

  /// The title with the workspace, if there are several.
  private String title(PresenceModel one, Notice notice) {
    boolean only = workspaces.all().size() == 1;
    return only
        ? notice.title()
        : Messages.of("notification.workspace", Workspaces.name(one), notice.title());
  }

  private String name(PresenceModel model, OneTimeTrigger trigger) {
    // Names that are hidden on the screen are hidden beside it, too.
    boolean hidden = workspaces.shown().get().namesHidden().get();
    return (hidden ? model.hidden(trigger.user()) : model.person(trigger.user())).name();
  }

  /// Events of one workspace that have been notified.
  private final class Notified {
    private final Set<String> triggers = new HashSet<>();
    private boolean isLossNotified;

    private List<Notice> due(PresenceModel model) {
      NotificationSettings settings = model.settings().get().notifications();
      ProblemText text = new ProblemText(model.now().get(), model.systemZone());
      List<Notice> due = new ArrayList<>();
      loss(model.status().get(), settings, text).ifPresent(due::add);
      for (OneTimeTrigger one : model.triggers().get().all()) {
        boolean isNews = one.hasEnded() && one.changed().isAfter(text.now().minus(NEWS));
        if (isNews && triggers.add(one.id() + one.state()) && settings.alerts()) {
          due.add(new TriggerText(text.now(), text.zone()).notice(one, name(model, one)));
        }
      }
      boolean quiet = settings.isQuiet(LocalTime.ofInstant(text.now(), text.zone()));
      return quiet ? List.of() : due;
    }

    private Optional<Notice> loss(
        WatchStatus status, NotificationSettings settings, ProblemText text) {
      Optional<Notice> now =
          switch (status) {
            case WatchStatus.Reconnecting(_, Instant since, _, _) ->
                isLong(since, settings, text) ? Optional.of(lost(since, text)) : Optional.empty();
            case WatchStatus.Stopped(Problem problem, _) when isOfToken(problem) ->
                settings.token() ? Optional.of(text.of(problem, null)) : Optional.empty();
            case WatchStatus.Stopped(Problem.NewerHistory _, _) -> Optional.empty();
            case WatchStatus.Stopped(Problem problem, Instant since) when since != null ->
                settings.lostMinutes() > 0 ? Optional.of(text.of(problem, null)) : Optional.empty();
            case WatchStatus.Live _, WatchStatus.Polling _, WatchStatus.Paused _ -> {
              isLossNotified = false;
              yield Optional.empty();
            }
            case WatchStatus.Stopped _,
                WatchStatus.Idle _,
                WatchStatus.Following _,
                WatchStatus.OutsideHours _,
                WatchStatus.Behind _,
                WatchStatus.Connecting _ ->
                Optional.empty();
          };
      Optional<Notice> news = isLossNotified ? Optional.empty() : now;
      isLossNotified |= now.isPresent();
      return news;
    }
  }

  private static boolean isLong(Instant since, NotificationSettings settings, ProblemText text) {
    Duration limit = Duration.ofMinutes(settings.lostMinutes());
    return limit.isPositive() && Duration.between(since, text.now()).compareTo(limit) >= 0;
  }

  private static boolean isOfToken(Problem problem) {
    return problem instanceof Problem.TokenEnded || problem instanceof Problem.TokenRejected;
  }

  private static Notice lost(Instant since, ProblemText text) {
    return new Notice(
        Notice.Kind.WARNING,
        Messages.of("notification.lost"),
        Messages.of("notification.lost.body", TimeFormat.since(since, text.now(), text.zone())),
        List.of());
  }
}
