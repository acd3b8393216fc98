package rollcall.slack.web;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;

/// Iterator over the pages of a long list, fetched on demand. Not thread-safe.
///
/// Pages may be short, even empty, before the end; only [#hasNext] tells the end. Slack lets
/// cursors expire: continue soon, or begin again.
///
/// @param <T> type of the objects on the pages
public final class PageIterator<T> {
  /// One page, and the cursor of the next; null after the last page.
  record Page<T>(List<T> items, @Nullable String next) {}

  private final PageFetcher<T> fetcher;
  private @Nullable String next;
  private boolean begun;

  PageIterator(PageFetcher<T> fetcher) {
    this.fetcher = fetcher;
  }

  /// Returns whether there is another page.
  ///
  /// @return true before the first page, and as long as Slack names a next one
  public boolean hasNext() {
    return !begun || next != null;
  }

  /// Fetches the next page. After a failure the same page can be fetched again.
  ///
  /// @return the objects of the page; may be empty
  /// @throws SlackException if the call fails
  /// @throws InterruptedException if the thread is interrupted
  /// @throws NoSuchElementException after the last page
  public List<T> next() throws SlackException, InterruptedException {
    if (!hasNext()) {
      throw new NoSuchElementException("That was the last page.");
    }
    Page<T> page = fetcher.page(next);
    begun = true;
    next = page.next();
    return page.items();
  }

  /// Fetches all remaining pages.
  ///
  /// @return the objects of these pages
  /// @throws SlackException if a call fails; the pages before it are not fetched again
  /// @throws InterruptedException if the thread is interrupted
  public List<T> all() throws SlackException, InterruptedException {
    List<T> all = new ArrayList<>();
    while (hasNext()) {
      all.addAll(next());
    }
    return List.copyOf(all);
  }

  /// Remaining objects as a stream; a page is fetched when the stream reaches it.
  ///
  /// @return a stream for one thread. It fails with an [UncheckedIOException] whose cause is the
  ///   [SlackException], or an [InterruptedIOException] if the thread was interrupted; the thread
  ///   stays interrupted
  public Stream<T> stream() {
    return StreamSupport.stream(
            new AbstractSpliterator<List<T>>(Long.MAX_VALUE, Spliterator.ORDERED) {
              @Override
              public boolean tryAdvance(Consumer<? super List<T>> action) {
                boolean more = hasNext();
                if (more) {
                  action.accept(nextUnchecked());
                }
                return more;
              }
            },
            false)
        .flatMap(List::stream);
  }

  private List<T> nextUnchecked() {
    try {
      return next();
    } catch (SlackException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("Interrupted between two pages."));
    }
  }
}
