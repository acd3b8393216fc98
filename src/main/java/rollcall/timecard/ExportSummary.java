package rollcall.timecard;

import java.time.Duration;
import java.util.Map;
import rollcall.presence.Source;
import rollcall.presence.TimelineTotals;

/// Summary of an exported file.
///
/// @param rows number of rows without the header
/// @param running number of rows for days that are not over
/// @param totalsOnly number of days of which only the totals are kept: their entries were deleted
/// @param watched the watched time of all rows together; zero for events
/// @param observed the part of it that was active or away
/// @param observedBy the observed time by source, without bridged gaps and without such days
public record ExportSummary(
    long rows,
    long running,
    long totalsOnly,
    Duration watched,
    Duration observed,
    Map<Source, Duration> observedBy) {
  public ExportSummary {
    observedBy = Map.copyOf(observedBy);
  }

  /// Coverage: the observed part of the watched time, 0 to 1; 1 when nothing was watched.
  public double coverage() {
    return watched.isZero() ? 1 : (double) observed.toSeconds() / watched.toSeconds();
  }

  /// Coverage in whole percent: 100 if complete, else rounded down.
  public int coveragePercent() {
    return TimelineTotals.coveragePercent(observed.toSeconds(), watched.toSeconds());
  }

  /// The part of the observed time that came from this source, 0 to 1.
  public double share(Source source) {
    long all = observedBy.values().stream().mapToLong(Duration::toSeconds).sum();
    long part = observedBy.getOrDefault(source, Duration.ZERO).toSeconds();
    return all == 0 ? 0 : (double) part / all;
  }
}
