package rollcall.presence;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Entry of the audit log: an event of the connection, of the application or of one person, apart
/// from presence. Changes no total.
///
/// @param at instant of the event, to the millisecond
/// @param user the person it concerns, or null when it concerns everyone
/// @param source the source that noticed it; [Source#NONE] for Rollcall's own lifecycle
/// @param note free text with details, or empty
public record AuditEvent(
    Instant at, EventType type, @Nullable UserId user, Source source, String note) {
  /// An event that concerns everyone.
  public static AuditEvent of(EventType type, Instant at, Source source, String note) {
    return new AuditEvent(at, type, null, source, note);
  }

  /// The person it concerns; empty when it concerns everyone.
  public Optional<UserId> subject() {
    return Optional.ofNullable(user);
  }
}
