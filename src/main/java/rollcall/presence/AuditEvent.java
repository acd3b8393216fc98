package rollcall.presence;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Something that happened to our looking, or to a person beside their presence: what an auditor
/// wants to read between the sightings. It changes no total.
///
/// @param at when; kept to the millisecond
/// @param user whom it is about, or null when it is about everybody
/// @param source by which means it was noticed; [Source#NONE] for Rollcall's own life
/// @param note what else there is to say, in words, or empty
public record AuditEvent(
    Instant at, EventType type, @Nullable UserId user, Source source, String note) {
  /// Something about everybody.
  public static AuditEvent of(EventType type, Instant at, Source source, String note) {
    return new AuditEvent(at, type, null, source, note);
  }

  /// Whom it is about; empty when it is about everybody.
  public Optional<UserId> subject() {
    return Optional.ofNullable(user);
  }
}
