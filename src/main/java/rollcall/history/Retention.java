package rollcall.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import rollcall.presence.UserId;

/// Retention: how long sightings are kept before they are deleted, here and in all backups.
///
/// @param keep of everybody; [#FOREVER] to delete nothing
/// @param own of these people instead
/// @param backups how many daily backups are kept; 0 makes none
public record Retention(Duration keep, Map<UserId, Duration> own, int backups) {
  /// Nothing is deleted.
  public static final Duration FOREVER = Duration.ofDays(100_000);

  /// A payroll year and its corrections; a week of backups.
  public static final Retention USUAL = new Retention(Duration.ofDays(400), Map.of(), 7);

  /// Everything is kept; a week of backups.
  public static final Retention UNLIMITED = new Retention(FOREVER, Map.of(), USUAL.backups);

  /// Retention while it is not known how long the record is kept: everything is kept, every backup
  /// included.
  public static final Retention UNKNOWN = new Retention(FOREVER, Map.of(), Integer.MAX_VALUE);

  public Retention {
    own = Map.copyOf(own);
    if (backups < 0 || keep.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException(
          "keep must be at least 1 day, was %s; backups must not be negative, was %s."
              .formatted(keep, backups));
    }
  }

  /// For everybody so many days.
  public static Retention ofDays(long days) {
    return new Retention(Duration.ofDays(days), Map.of(), USUAL.backups);
  }

  /// What was seen of this person before then is to be deleted; empty when nothing is.
  Optional<Instant> cutoff(UserId user, Instant now) {
    return cutoff(own.getOrDefault(user, keep), now);
  }

  /// Before then nothing of anybody is kept.
  Optional<Instant> oldestKept(Instant now) {
    Duration longest = own.isEmpty() ? keep : Collections.max(own.values());
    return cutoff(longest.compareTo(keep) > 0 ? longest : keep, now);
  }

  /// Whether sightings of any age can be too old.
  boolean deletesAnything(Instant now) {
    return Stream.concat(Stream.of(keep), own.values().stream())
        .anyMatch(kept -> cutoff(kept, now).isPresent());
  }

  private static Optional<Instant> cutoff(Duration kept, Instant now) {
    Instant cut = Instant.ofEpochMilli(now.minus(kept).toEpochMilli());
    return cut.isAfter(Instant.EPOCH) ? Optional.of(cut) : Optional.empty();
  }
}
