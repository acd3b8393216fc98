package rollcall.slack.web;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;

/// The pages of a long list, fetched one at a time as they are asked for. Not for several threads.
///
/// Pages may be short, even empty, before the end; only [#hasNext] tells the end.
public final class Cursor<T> {
  /// One page and where the next begins.
  record Page<T>(List<T> items, @Nullable String next) {}

  /// Fetches the page that begins at a cursor, or the first.
  interface Fetch<T> {
    Page<T> page(@Nullable String cursor) throws SlackException, InterruptedException;
  }

  private final Fetch<T> fetch;
  private @Nullable String next;
  private boolean begun;

  Cursor(Fetch<T> fetch) {
    this.fetch = fetch;
  }

  /// Whether there is a page to ask for; true before the first.
  public boolean hasNext() {
    return !begun || next != null;
  }

  /// The next page. After a failure the same page can be asked for again.
  ///
  /// @throws NoSuchElementException after the last
  public List<T> next() throws SlackException, InterruptedException {
    if (!hasNext()) {
      throw new NoSuchElementException("That was the last page.");
    }
    Page<T> page = fetch.page(next);
    begun = true;
    next = page.next();
    return page.items();
  }

  /// All that is left, page after page.
  public List<T> all() throws SlackException, InterruptedException {
    List<T> all = new ArrayList<>();
    while (hasNext()) {
      all.addAll(next());
    }
    return List.copyOf(all);
  }
}
