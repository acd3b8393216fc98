package rollcall.app.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.history.Maintenance;

/// Histories open for erasure: all or none, so that nothing is erased while another program records
/// into one of them. Thread: database.
public record HistoriesToErase(List<History> histories, Instant now) implements AutoCloseable {
  /// Opens all of them for writing.
  ///
  /// @throws HistoryException when one cannot be opened
  public static HistoriesToErase all(List<Path> files, Instant now) throws IOException {
    HistoriesToErase opened = new HistoriesToErase(new ArrayList<>(), now);
    try {
      for (Path file : files) {
        opened.histories.add(History.open(file, now));
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /// Finishes the noted erasures of each history, also after a failure in one of them.
  ///
  /// @throws HistoryException.Unerased when something is left
  public Maintenance.Erased finishErasing() throws IOException {
    Maintenance.Erased erased = new Maintenance.Erased(0, 0);
    List<HistoryException.Unerased> failures = new ArrayList<>();
    for (History history : histories) {
      try {
        erased = erased.and(history.maintenance().finishErasing());
      } catch (HistoryException.Unerased e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
    return erased;
  }

  /// Closes all of them in order.
  @Override
  public void close() throws IOException {
    for (History history : histories) {
      history.close(now);
    }
  }
}
