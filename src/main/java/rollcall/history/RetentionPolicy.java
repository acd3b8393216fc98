package rollcall.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;
import rollcall.timecard.AccountingRules;

/// Retention: how long sightings are kept before they are deleted, here and in all backups.
///
/// @param keep retention for all people; [#FOREVER] to delete nothing
/// @param own exceptions for single people
/// @param backups number of daily backups to keep; 0 for none
/// @param dayTotals rules by which the totals of deleted days are kept, each day in the time zone
///   of the person, or that of the rules if Slack reported none; null to add no totals
/// @param deletesDayTotals whether the totals that were kept are deleted
public record RetentionPolicy(
    Duration keep,
    Map<UserId, Duration> own,
    int backups,
    @Nullable AccountingRules dayTotals,
    boolean deletesDayTotals) {
  /// Unlimited retention.
  public static final Duration FOREVER = Duration.ofDays(100_000);

  /// Default: 400 days, for a payroll year and its corrections; a week of backups.
  public static final RetentionPolicy USUAL =
      new RetentionPolicy(Duration.ofDays(400), Map.of(), 7);

  /// Retention while the settings are not known: everything is kept, all backups and totals of days
  /// included.
  public static final RetentionPolicy UNKNOWN =
      new RetentionPolicy(FOREVER, Map.of(), Integer.MAX_VALUE);

  public RetentionPolicy {
    own = Map.copyOf(own);
    if (backups < 0 || keep.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException(
          "keep must be at least 1 day, was %s; backups must not be negative, was %s."
              .formatted(keep, backups));
    }
    if (deletesDayTotals && dayTotals != null) {
      throw new IllegalArgumentException("Totals of days cannot be both kept and deleted.");
    }
  }

  /// Retention that adds no totals of deleted days, and deletes none.
  public RetentionPolicy(Duration keep, Map<UserId, Duration> own, int backups) {
    this(keep, own, backups, null, false);
  }

  /// Retention that keeps the totals of deleted days.
  public RetentionPolicy(
      Duration keep, Map<UserId, Duration> own, int backups, AccountingRules dayTotals) {
    this(keep, own, backups, dayTotals, false);
  }

  /// Returns whether anyone's data, or totals of days, are kept for a shorter time than with
  /// another retention.
  public boolean isShorterThan(RetentionPolicy other) {
    return keep.compareTo(other.keep) < 0
        || (deletesDayTotals && !other.deletesDayTotals)
        || Stream.concat(own.keySet().stream(), other.own.keySet().stream())
            .anyMatch(user -> keepOf(user).compareTo(other.keepOf(user)) < 0);
  }

  /// Returns the same retention without its number of backups.
  RetentionPolicy withoutBackups() {
    return new RetentionPolicy(keep, own, 0, dayTotals, deletesDayTotals);
  }

  private Duration keepOf(UserId user) {
    return own.getOrDefault(user, keep);
  }

  /// Returns the time before which this person's sightings are deleted; empty when none are.
  Optional<Instant> cutoff(UserId user, Instant now) {
    return cutoff(keepOf(user), now);
  }

  /// Returns the time before which all sightings are deleted.
  Optional<Instant> oldestKept(Instant now) {
    Duration longest = own.isEmpty() ? keep : Collections.max(own.values());
    return cutoff(longest.compareTo(keep) > 0 ? longest : keep, now);
  }

  /// Returns the time before which the sightings of at least one person are deleted.
  Optional<Instant> newestExpired(Instant now) {
    Duration shortest = own.isEmpty() ? keep : Collections.min(own.values());
    return cutoff(shortest.compareTo(keep) < 0 ? shortest : keep, now);
  }

  private static Optional<Instant> cutoff(Duration kept, Instant now) {
    Instant cut = Instant.ofEpochMilli(now.minus(kept).toEpochMilli());
    return cut.isAfter(Instant.EPOCH) ? Optional.of(cut) : Optional.empty();
  }
}
