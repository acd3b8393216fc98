package rollcall.app;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Faults of a test, with their times in milliseconds since 1970.
final class FaultLog {
  /// Time after the end of an outage within which recorders and viewers try again: their longest
  /// pause is 5 s.
  private static final long RETRY = 6000;

  private final List<Fault> faults = new ArrayList<>();
  private final List<Long> takeovers = new ArrayList<>();
  private long beginning;
  private long end;

  enum Kind {
    KILLED,
    ENDED,
    CUT_FROM_SERVER,
    CUT_FROM_SLACK,
    SERVER_RESTARTED,
    SERVER_FAILED_OVER;

    boolean concernsServer() {
      return this == SERVER_RESTARTED || this == SERVER_FAILED_OVER;
    }
  }

  /// @param recorder null for all
  /// @param to when all recorders were back, and held everyone
  record Fault(Kind kind, @Nullable String recorder, long from, long to) {
    /// Returns whether this recorder could not reach the server at this time.
    boolean cuts(String name, long at) {
      boolean cut =
          kind.concernsServer() || (kind == Kind.CUT_FROM_SERVER && name.equals(recorder));
      return cut && from <= at && at < to + RETRY;
    }
  }

  void begin(long millis) {
    beginning = millis;
  }

  void end(long millis) {
    end = millis;
  }

  long beginning() {
    return beginning;
  }

  long ending() {
    return end;
  }

  void add(Kind kind, @Nullable String recorder, long from, long to) {
    faults.add(new Fault(kind, recorder, from, to));
  }

  void addTakeover(String recorder, long millis) {
    takeovers.add(millis);
  }

  List<Fault> faults() {
    return faults;
  }

  /// Times after which the other recorders held all people, where they did before the return.
  List<Long> takeovers() {
    return takeovers.stream().sorted().toList();
  }

  /// Returns whether a recorder could not reach the server at this time.
  boolean isCut(String recorder, long at) {
    return faults.stream().anyMatch(one -> one.cuts(recorder, at));
  }

  /// Returns the last fault that began before this time.
  Optional<Fault> lastFault(long at) {
    return faults.stream().filter(one -> one.from() <= at).reduce((_, later) -> later);
  }

  Map<Kind, Integer> counts() {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    faults.forEach(one -> counts.merge(one.kind(), 1, Integer::sum));
    return Collections.unmodifiableMap(counts);
  }
}
