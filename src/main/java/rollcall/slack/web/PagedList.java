package rollcall.slack.web;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;
import rollcall.slack.json.Json;
import tools.jackson.databind.JsonNode;

/// A list of Slack's, page by page: how many at once is asked for, and smaller pages where Slack
/// cannot manage so many. Lane: whoever holds the cursor.
final class PagedList<T> implements Cursor.Fetch<T> {
  /// What Slack advises.
  private static final int SMALL = 200;

  private final SlackWebClient web;
  private final String method;
  private final String field;
  private final Map<String, String> args;
  private final Function<JsonNode, T> read;
  private int limit;

  private PagedList(
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

  /// @param field where in the answer the list is
  /// @param args the arguments of each page; a `limit` among them wins
  /// @param limit how many at once
  static <T> Cursor<T> of(
      SlackWebClient web,
      String method,
      String field,
      Map<String, String> args,
      int limit,
      Function<JsonNode, T> read) {
    return new Cursor<>(new PagedList<>(web, method, field, args, limit, read));
  }

  /// The objects of a list as they are.
  static Cursor<Map<String, Object>> plain(
      SlackWebClient web, String method, String field, Map<String, String> args) {
    return of(web, method, field, args, SMALL, node -> Json.map(node.toString()));
  }

  @Override
  public Cursor.Page<T> page(@Nullable String cursor) throws SlackException, InterruptedException {
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

  private Cursor.Page<T> ask(@Nullable String cursor) throws SlackException, InterruptedException {
    Map<String, String> all = new HashMap<>(Map.of("limit", Integer.toString(limit)));
    all.putAll(args);
    if (cursor != null) {
      all.put("cursor", cursor);
    }
    SlackResponse answer = web.call(method, all);
    String next = answer.nextCursor().orElse(null);
    if (next != null && next.equals(cursor)) {
      throw new SlackException.Http(method, 200, "the same page again and again");
    }
    return new Cursor.Page<>(answer.tree().path(field).valueStream().map(read).toList(), next);
  }

  private static boolean wantsSmallerPages(SlackException problem) {
    boolean asked =
        problem instanceof SlackException.Platform refused
            && (refused.code().equals("limit_required") || refused.code().equals("invalid_limit"));
    boolean failing = problem instanceof SlackException.Http http && http.status() >= 500;
    return asked || failing;
  }
}
