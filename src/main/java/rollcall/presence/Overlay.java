package rollcall.presence;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What Slack says of a person beside their presence. It lies over the presence and changes no
/// total.
public sealed interface Overlay {
  /// Whom it is about.
  UserId user();

  /// When Slack said so, or was found to say so.
  Instant at();

  /// By which means it was seen.
  Source source();

  /// What kind of thing it is.
  OverlayKind kind();

  /// Whether it says the same as another of its kind.
  boolean isSameAs(Overlay other);

  /// The same, as the record keeps it.
  AuditEvent toAuditEvent();

  /// When the person wants no notifications (Do Not Disturb), as Slack knows it in advance.
  ///
  /// @param from when the present or next quiet time begins, or null for none
  /// @param until when it ends, or null for none
  record Dnd(
      UserId user, @Nullable Instant from, @Nullable Instant until, Instant at, Source source)
      implements Overlay {
    /// Whether that is a quiet time at all.
    public boolean scheduled() {
      return from != null && until != null && until.isAfter(from);
    }

    @Override
    public OverlayKind kind() {
      return OverlayKind.DND;
    }

    @Override
    public boolean isSameAs(Overlay other) {
      return other instanceof Dnd it
          && Objects.equals(from, it.from)
          && Objects.equals(until, it.until);
    }

    @Override
    public AuditEvent toAuditEvent() {
      String note = scheduled() ? QUIET + from + "/" + until : QUIET + NONE;
      return new AuditEvent(at, EventType.DND_UPDATED, user, source, note);
    }

    private static Dnd of(AuditEvent happening, UserId user) {
      String[] ends = happening.note().substring(QUIET.length()).split("/", 2);
      boolean none = ends.length < 2;
      return new Dnd(
          user,
          none ? null : Instant.parse(ends[0]),
          none ? null : Instant.parse(ends[1]),
          happening.at(),
          happening.source());
    }
  }

  /// What the person writes about themselves.
  ///
  /// @param text with its emoji before it, or empty
  record StatusText(UserId user, String text, Instant at, Source source) implements Overlay {
    @Override
    public OverlayKind kind() {
      return OverlayKind.STATUS;
    }

    @Override
    public boolean isSameAs(Overlay other) {
      return other instanceof StatusText it && text.equals(it.text);
    }

    @Override
    public AuditEvent toAuditEvent() {
      return new AuditEvent(at, EventType.STATUS_CHANGED, user, source, text);
    }
  }

  /// Whether the person is in a huddle.
  record Huddle(UserId user, boolean in, Instant at, Source source) implements Overlay {
    @Override
    public OverlayKind kind() {
      return OverlayKind.HUDDLE;
    }

    @Override
    public boolean isSameAs(Overlay other) {
      return other instanceof Huddle it && in == it.in;
    }

    @Override
    public AuditEvent toAuditEvent() {
      return new AuditEvent(
          at, EventType.HUDDLE_CHANGED, user, source, in ? IN_A_HUDDLE : NO_HUDDLE);
    }
  }

  /// How a note about Do Not Disturb begins.
  String QUIET = "quiet ";

  /// What it says where there is no quiet time.
  String NONE = "none";

  /// The note of somebody who goes into a huddle.
  String IN_A_HUDDLE = "in a huddle";

  /// The note of somebody who leaves one.
  String NO_HUDDLE = "no huddle";

  /// What the record keeps as this; empty for whatever is no such thing.
  static Optional<Overlay> of(AuditEvent happening) {
    UserId user = happening.user();
    if (user == null) {
      return Optional.empty();
    }
    try {
      return switch (happening.type()) {
        case DND_UPDATED ->
            happening.note().startsWith(QUIET)
                ? Optional.of(Dnd.of(happening, user))
                : Optional.empty();
        case STATUS_CHANGED ->
            Optional.of(new StatusText(user, happening.note(), happening.at(), happening.source()));
        case HUDDLE_CHANGED ->
            Optional.of(
                new Huddle(
                    user,
                    happening.note().equals(IN_A_HUDDLE),
                    happening.at(),
                    happening.source()));
        case PRESENCE_CHANGE,
            PRESENCE_SNAPSHOT,
            PRESENCE_CHECK,
            PRESENCE_MISMATCH,
            CONNECTED,
            DISCONNECTED,
            SUBSCRIBED,
            UNSUBSCRIBED,
            APP_STARTED,
            APP_STOPPED,
            APP_CRASHED,
            SLEEP,
            WAKE,
            RATE_LIMITED,
            TOKEN_INVALID,
            CLOCK_ADJUSTED ->
            Optional.empty();
      };
    } catch (DateTimeException e) {
      // A note that somebody else wrote into an events.csv.
      return Optional.empty();
    }
  }
}
