package rollcall.history;

/// Disk without free space, for one history: the file may not grow.
public final class FullDisk {
  private FullDisk() {}

  /// Limits the file to its present size.
  ///
  /// @return largest number of pages
  public static long fill(History history) throws HistoryException {
    return limit(history, 1);
  }

  /// Lets the file grow again.
  public static long free(History history) throws HistoryException {
    return limit(history, 1 << 30);
  }

  private static long limit(History history, int pages) throws HistoryException {
    return history.read(
        "limit", () -> history.database().sql().number("pragma max_page_count = " + pages));
  }
}
