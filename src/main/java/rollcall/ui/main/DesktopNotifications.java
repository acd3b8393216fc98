package rollcall.ui.main;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import rollcall.presence.UserId;
import rollcall.settings.NotificationSettings;
import rollcall.settings.Trigger;
import rollcall.settings.Triggers;
import rollcall.ui.text.Messages;
import rollcall.ui.text.Notice;
import rollcall.ui.text.ProblemText;
import rollcall.ui.text.TimeFormat;
import rollcall.ui.text.TriggerText;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

/// Decides which notifications are due on the desktop: each event once. The window shows the same
/// in its notices. Thread: FX.
final class DesktopNotifications {
  /// Age from which an alert that has ended is not notified any more, such as at the next start.
  private static final Duration NEWS = Duration.ofMinutes(2);

  private final Set<String> notified = new HashSet<>();
  private boolean isLossNotified;

  /// Notification on the desktop.
  record Notification(String title, String body) {}

  /// The notifications that are due; those of the quiet time are left out for good.
  ///
  /// @param text texts of the present
  /// @param name name of a person, as the screen shows it
  List<Notification> due(
      WatchStatus status,
      Triggers triggers,
      NotificationSettings settings,
      ProblemText text,
      Function<UserId, String> name) {
    List<Notification> due = new ArrayList<>();
    loss(status, settings, text).ifPresent(due::add);
    for (Trigger one : triggers.all()) {
      boolean isNews = one.hasEnded() && one.changed().isAfter(text.now().minus(NEWS));
      if (isNews && notified.add(one.id() + one.state()) && settings.alerts()) {
        Notice notice =
            new TriggerText(text.now(), text.zone()).notice(one, name.apply(one.user()));
        due.add(new Notification(notice.title(), notice.body()));
      }
    }
    boolean quiet = settings.isQuiet(LocalTime.ofInstant(text.now(), text.zone()));
    return quiet ? List.of() : due;
  }

  private Optional<Notification> loss(
      WatchStatus status, NotificationSettings settings, ProblemText text) {
    Optional<Notification> now =
        switch (status) {
          case WatchStatus.Reconnecting(_, Instant since, _, _) ->
              isLong(since, settings, text) ? Optional.of(lost(since, text)) : Optional.empty();
          case WatchStatus.Stopped(Problem problem, _) when isOfToken(problem) ->
              settings.token() ? Optional.of(stopped(problem, text)) : Optional.empty();
          case WatchStatus.Stopped(Problem.NewerHistory _, _) -> Optional.empty();
          case WatchStatus.Stopped(Problem problem, Instant since) when since != null ->
              settings.lostMinutes() > 0 ? Optional.of(stopped(problem, text)) : Optional.empty();
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
    Optional<Notification> news = isLossNotified ? Optional.empty() : now;
    isLossNotified |= now.isPresent();
    return news;
  }

  private static boolean isLong(Instant since, NotificationSettings settings, ProblemText text) {
    Duration limit = Duration.ofMinutes(settings.lostMinutes());
    return limit.isPositive() && Duration.between(since, text.now()).compareTo(limit) >= 0;
  }

  private static boolean isOfToken(Problem problem) {
    return problem instanceof Problem.TokenEnded || problem instanceof Problem.TokenRejected;
  }

  private static Notification lost(Instant since, ProblemText text) {
    return new Notification(
        Messages.of("notification.lost"),
        Messages.of("notification.lost.body", TimeFormat.since(since, text.now(), text.zone())));
  }

  private static Notification stopped(Problem problem, ProblemText text) {
    Notice notice = text.of(problem, null);
    return new Notification(notice.title(), notice.body());
  }
}
