package rollcall.ui.text;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import rollcall.settings.OneTimeTrigger;

/// Texts for alerts and messages that wait until a person is active.
///
/// @param now the current time
/// @param zone the zone for times of day
public record TriggerText(Instant now, ZoneId zone) {
  /// The state of a trigger, as a line of the list.
  public String state(OneTimeTrigger one) {
    String changed = time(one.changed());
    String expires = time(one.expires());
    String kind = one.isMessage() ? "message" : "alert";
    String problem = one.problem();
    Instant retry = one.retry();
    return switch (one.state()) {
      case WAITING ->
          problem == null || retry == null
              ? Messages.of("trigger.waiting", expires)
              : Messages.of("trigger.waiting.problem", problem(problem), time(retry), expires);
      case SENDING -> Messages.of("trigger.sending");
      case DONE -> Messages.of("trigger.done." + kind, changed);
      case UNCERTAIN -> Messages.of("trigger.uncertain", changed);
      case EXPIRED ->
          problem == null
              ? Messages.of("trigger.expired." + kind, expires)
              : Messages.of("trigger.expired.problem", expires, problem(problem));
    };
  }

  /// The notice for a trigger that has ended.
  ///
  /// @param name name of the person
  public Notice notice(OneTimeTrigger one, String name) {
    String kind = one.isMessage() ? "message" : "alert";
    return switch (one.state()) {
      case DONE ->
          notice(
              Notice.Kind.GOOD,
              Messages.of("trigger.notice." + kind, name),
              one.isMessage() ? quoted(one.text()) : Messages.of("trigger.notice.done.alert"));
      case UNCERTAIN ->
          notice(
              Notice.Kind.WARNING,
              Messages.of("trigger.notice.uncertain", name),
              Messages.of("trigger.notice.uncertain.body", quoted(one.text())));
      case EXPIRED, WAITING, SENDING ->
          notice(
              Notice.Kind.WARNING,
              Messages.of("trigger.notice.expired." + kind, name),
              state(one) + ".");
    };
  }

  private static Notice notice(Notice.Kind kind, String title, String body) {
    return new Notice(
        kind,
        title,
        body,
        List.of(
            new Notice.Button(NoticeAction.CLOSE_TRIGGER, Messages.of("trigger.notice.ok")),
            new Notice.Button(NoticeAction.SHOW_TRIGGERS, Messages.of("trigger.notice.show"))));
  }

  private static String problem(String word) {
    String key = "trigger.problem." + word.toLowerCase(Locale.ROOT);
    return Messages.has(key) ? Messages.of(key) : Messages.of("trigger.problem.other", word);
  }

  /// The first words of a message.
  private static String quoted(@Nullable String text) {
    String line = text == null ? "" : text.strip().replaceAll("\\s+", " ");
    return Messages.of("trigger.quoted", line.length() > 80 ? line.substring(0, 80) + "…" : line);
  }

  private String time(Instant at) {
    return at.isAfter(now) ? TimeFormat.until(at, now, zone) : TimeFormat.since(at, now, zone);
  }
}
