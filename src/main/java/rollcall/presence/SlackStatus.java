package rollcall.presence;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Status of a person in Slack in addition to presence: Do Not Disturb, text or huddle. Shown over
/// the presence; changes no total.
public sealed interface SlackStatus {
  /// The person it concerns.
  UserId user();

  /// The instant at which Slack reported it or a request found it.
  Instant at();

  default SlackStatusKind kind() {
    return switch (this) {
      case Dnd _ -> SlackStatusKind.DND;
      case StatusText _ -> SlackStatusKind.STATUS;
      case Huddle _ -> SlackStatusKind.HUDDLE;
    };
  }

  /// Returns whether there is something to show: a time, a text or a huddle.
  boolean isPresent();

  /// Returns whether it has the same content as another Slack status of its kind.
  boolean isSameAs(SlackStatus other);

  /// The same fact as an entry of the audit log.
  AuditEvent toAuditEvent();

  /// Do Not Disturb times of a person, which Slack reports in advance.
  ///
  /// @param from start of the current or next Do Not Disturb time, or null for none
  /// @param until its end, or null for none
  record Dnd(
      UserId user, @Nullable Instant from, @Nullable Instant until, Instant at, Source source)
      implements SlackStatus {
    /// Returns whether there is a Do Not Disturb time at all.
    public boolean isScheduled() {
      return from != null && until != null && until.isAfter(from);
    }

    /// Returns whether this instant is in the Do Not Disturb time.
    public boolean holdsAt(Instant instant) {
      return from != null && until != null && !instant.isBefore(from) && instant.isBefore(until);
    }

    @Override
    public boolean isPresent() {
      return from != null && until != null && until.isAfter(from) && until.isAfter(at);
    }

    @Override
    public boolean isSameAs(SlackStatus other) {
      return other instanceof Dnd it
          && Objects.equals(from, it.from)
          && Objects.equals(until, it.until);
    }

    @Override
    public AuditEvent toAuditEvent() {
      String note = isScheduled() ? QUIET + from + "/" + until : QUIET + NONE;
      return new AuditEvent(at, EventType.DND_UPDATED, user, source, note);
    }

    private static Dnd of(AuditEvent event, UserId user) {
      String[] ends = event.note().substring(QUIET.length()).split("/", 2);
      boolean none = ends.length < 2;
      return new Dnd(
          user,
          none ? null : Instant.parse(ends[0]),
          none ? null : Instant.parse(ends[1]),
          event.at(),
          event.source());
    }
  }

  /// Status text of a person.
  ///
  /// @param text the text with its emoji in front, or empty
  record StatusText(UserId user, String text, Instant at, Source source) implements SlackStatus {
    @Override
    public boolean isPresent() {
      return !text.isEmpty();
    }

    @Override
    public boolean isSameAs(SlackStatus other) {
      return other instanceof StatusText it && text.equals(it.text);
    }

    @Override
    public AuditEvent toAuditEvent() {
      return new AuditEvent(at, EventType.STATUS_CHANGED, user, source, text);
    }
  }

  /// Huddle state of a person: in a huddle or not.
  record Huddle(UserId user, boolean in, Instant at, Source source) implements SlackStatus {
    @Override
    public boolean isPresent() {
      return in;
    }

    @Override
    public boolean isSameAs(SlackStatus other) {
      return other instanceof Huddle it && in == it.in;
    }

    @Override
    public AuditEvent toAuditEvent() {
      return new AuditEvent(
          at, EventType.HUDDLE_CHANGED, user, source, in ? IN_A_HUDDLE : NO_HUDDLE);
    }
  }

  /// Prefix of a note about Do Not Disturb.
  String QUIET = "quiet ";

  /// Rest of that note when there is no Do Not Disturb time.
  String NONE = "none";

  /// Note of a person who joins a huddle.
  String IN_A_HUDDLE = "in a huddle";

  /// Note of a person who leaves a huddle.
  String NO_HUDDLE = "no huddle";

  /// Parses an audit event; empty when it is not a Slack status.
  static Optional<SlackStatus> of(AuditEvent event) {
    UserId user = event.user();
    if (user == null) {
      return Optional.empty();
    }
    try {
      return switch (event.type()) {
        case DND_UPDATED ->
            event.note().startsWith(QUIET) ? Optional.of(Dnd.of(event, user)) : Optional.empty();
        case STATUS_CHANGED ->
            Optional.of(new StatusText(user, event.note(), event.at(), event.source()));
        case HUDDLE_CHANGED ->
            Optional.of(
                new Huddle(user, event.note().equals(IN_A_HUDDLE), event.at(), event.source()));
        default -> Optional.empty();
      };
    } catch (DateTimeException e) {
      // An unparsable note, for example from an events.csv edited outside Rollcall.
      return Optional.empty();
    }
  }
}
