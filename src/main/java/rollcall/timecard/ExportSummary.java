package rollcall.timecard;

import java.time.Duration;
import java.util.Map;
import rollcall.presence.Source;

/// What a file holds.
///
/// @param rows without the header
/// @param running how many of them are not over yet
/// @param watched the time on the list, of all rows together; none for events
/// @param observed the part of it that was active or away
/// @param observedBy by which means that was seen, without gaps that were bridged
public record ExportSummary(
    long rows,
    long running,
    Duration watched,
    Duration observed,
    Map<Source, Duration> observedBy) {
  public ExportSummary {
    observedBy = Map.copyOf(observedBy);
  }

  /// How much of the watched time was observed, 0 to 1; 1 when nothing was watched.
  public double coverage() {
    return watched.isZero() ? 1 : (double) observed.toSeconds() / watched.toSeconds();
  }

  /// How much of what was seen was seen by this means, 0 to 1.
  public double share(Source source) {
    long all = observedBy.values().stream().mapToLong(Duration::toSeconds).sum();
    long part = observedBy.getOrDefault(source, Duration.ZERO).toSeconds();
    return all == 0 ? 0 : (double) part / all;
  }
}
