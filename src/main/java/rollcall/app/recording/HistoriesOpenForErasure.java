package rollcall.app.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rollcall.files.IoFunctions;
import rollcall.history.History;
import rollcall.history.Maintenance;

/// Histories open for erasure: all or none, so that nothing is erased while another program records
/// into one of them. Thread: database.
public final class HistoriesOpenForErasure implements AutoCloseable {
  private final List<History> histories = new ArrayList<>();
  private final Instant now;

  private HistoriesOpenForErasure(Instant now) {
    this.now = now;
  }

  /// Opens all of them for writing.
  ///
  /// @throws IOException when one cannot be opened
  public static HistoriesOpenForErasure all(List<Path> files, Instant now) throws IOException {
    HistoriesOpenForErasure opened = new HistoriesOpenForErasure(now);
    try {
      for (Path file : files) {
        opened.histories.add(History.open(file, now));
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      try {
        opened.close();
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  public List<History> histories() {
    return histories;
  }

  /// Finishes the noted erasures of each history, also after a failure in one of them.
  ///
  /// @throws IOException when something is left
  public Maintenance.Erased finishErasing() throws IOException {
    List<Maintenance.Erased> erased = new ArrayList<>();
    each(history -> erased.add(history.maintenance().finishErasing()));
    return erased.stream().reduce(new Maintenance.Erased(0, 0), Maintenance.Erased::and);
  }

  /// Ends the session of each history and closes it, also after a failure in one of them.
  @Override
  public void close() throws IOException {
    each(history -> {
      history.close(now);
      return history;
    });
  }

  /// @throws IOException the first failure, with the others suppressed
  private void each(IoFunctions.Function<History, ?> work) throws IOException {
    @Nullable IOException failure = null;
    for (History history : histories) {
      try {
        work.apply(history);
      } catch (IOException e) {
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
}
