package rollcall.app.recording;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.history.Maintenance;

/// Histories open for erasure: all or none, so that nothing is erased while another program records
/// into one of them. Thread: database.
final class HistoriesToErase implements AutoCloseable {
  private final List<History> histories = new ArrayList<>();
  private final Instant now;

  private HistoriesToErase(Instant now) {
    this.now = now;
  }

  /// Opens all of them for writing.
  ///
  /// @throws HistoryException when one cannot be opened
  static HistoriesToErase all(List<Path> files, Instant now) throws HistoryException {
    HistoriesToErase opened = new HistoriesToErase(now);
    try {
      for (Path file : files) {
        opened.histories.add(History.open(file, now));
      }
      return opened;
    } catch (HistoryException | RuntimeException e) {
      try {
        opened.close();
      } catch (HistoryException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  List<History> histories() {
    return histories;
  }

  /// Finishes the noted erasures of each history, also after a failure in one of them.
  ///
  /// @throws HistoryException when something is left
  Maintenance.Erased finishErasing() throws HistoryException {
    List<Maintenance.Erased> erased = new ArrayList<>();
    each(history -> erased.add(history.maintenance().finishErasing()));
    return erased.stream().reduce(new Maintenance.Erased(0, 0), Maintenance.Erased::and);
  }

  /// Ends the session of each history and closes it, also after a failure in one of them.
  @Override
  public void close() throws HistoryException {
    each(history -> {
      try (history) {
        history.end(now);
      }
    });
  }

  /// @throws HistoryException the first failure, with the others suppressed
  private void each(Use use) throws HistoryException {
    @Nullable HistoryException failure = null;
    for (History history : histories) {
      try {
        use.accept(history);
      } catch (HistoryException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /// Use of one history.
  private interface Use {
    void accept(History history) throws HistoryException;
  }
}
