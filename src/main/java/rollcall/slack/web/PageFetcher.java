package rollcall.slack.web;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;
import tools.jackson.databind.JsonNode;

/// Fetcher of the pages of one list; falls back to smaller pages if Slack cannot return so many
/// objects at once. Thread: that of its [PageIterator].
final class PageFetcher<T> {
  /// Page size that Slack recommends.
  static final int SMALL = 200;

  /// More pages than any workspace has: 10 million users at 1,000 a page.
  static final int MOST_PAGES = 10_000;

  /// Limit of successive empty pages: Slack empties pages whose objects the token may not see.
  static final int MOST_EMPTY_PAGES = 100;

  private final SlackWebClient web;
  private final String method;
  private final String field;
  private final Map<String, String> args;
  private final Function<JsonNode, T> read;
  private final Set<String> cursors = new HashSet<>();
  private int emptyPages;
  private int limit;

  /// @param field field of the response with the list
  /// @param args arguments of each page; a `limit` among them wins
  /// @param limit number of objects per page
  PageFetcher(
      SlackWebClient web,
      String method,
      String field,
      Map<String, String> args,
      int limit,
      Function<JsonNode, T> read) {
    this.web = web;
    this.method = method;
    this.field = field;
    this.args = Map.copyOf(args);
    this.limit = limit;
    this.read = read;
  }

  PageIterator<T> pages() {
    return new PageIterator<>(this);
  }

  /// Fetches the page that begins at a cursor, or the first.
  PageIterator.Page<T> page(@Nullable String cursor) throws SlackException, InterruptedException {
    try {
      return ask(cursor);
    } catch (SlackException e) {
      if (limit == SMALL || args.containsKey("limit") || !wantsSmallerPages(e)) {
        throw e;
      }
      limit = SMALL;
      return ask(cursor);
    }
  }

  private PageIterator.Page<T> ask(@Nullable String cursor)
      throws SlackException, InterruptedException {
    Map<String, String> all = new HashMap<>(Map.of("limit", Integer.toString(limit)));
    all.putAll(args);
    if (cursor != null) {
      all.put("cursor", cursor);
    }
    SlackResponse answer = web.call(method, all);
    List<T> items = answer.tree().path(field).valueStream().map(read).toList();
    String next = answer.nextCursor().orElse(null);
    if (next != null) {
      int empty = items.isEmpty() ? emptyPages + 1 : 0;
      requireEnd(next, empty);
      emptyPages = empty;
      cursors.add(next);
    }
    return new PageIterator.Page<>(items, next);
  }

  /// Fails for a list without an end: repeated cursors, or too many pages.
  private void requireEnd(String next, int empty) throws SlackException {
    if (cursors.contains(next)) {
      throw new SlackException.Http(method, 200, "the same page again and again");
    }
    if (cursors.size() >= MOST_PAGES || empty >= MOST_EMPTY_PAGES) {
      throw new SlackException.Http(
          method,
          200,
          "a list without end: "
              + (cursors.size() + 1)
              + " pages, the last "
              + empty
              + " of them empty");
    }
  }

  private static boolean wantsSmallerPages(SlackException problem) {
    boolean asked =
        problem instanceof SlackException.Platform refused
            && (refused.code().equals("limit_required") || refused.code().equals("invalid_limit"));
    boolean failing = problem instanceof SlackException.Http http && http.status() >= 500;
    return asked || failing;
  }
}
