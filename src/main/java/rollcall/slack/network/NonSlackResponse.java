package rollcall.slack.network;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rollcall.slack.tls.TextSanitizer;

/// Description of an HTTP response that is not from Slack: a network's sign-in page, a proxy's
/// block page, a redirect. Pure.
public final class NonSlackResponse {
  private static final Pattern TITLE =
      Pattern.compile("<title[^>]*>([^<]*)", Pattern.CASE_INSENSITIVE);
  private static final int SEARCHED = 16 * 1024;
  private static final int LONGEST = 80;

  private NonSlackResponse() {}

  /// Returns a short description on one line: the target of a redirect, the title of a page, or its
  /// type. Never more of the text, which may repeat the token of the request.
  ///
  /// @param location the value of its `Location`, or blank
  /// @param contentType the value of its `Content-Type`, or blank
  public static String describe(int status, String location, String contentType, String body) {
    if (status / 100 == 3 && !location.isBlank()) {
      return "a redirect to " + host(location);
    }
    String start = body.length() > SEARCHED ? body.substring(0, SEARCHED) : body;
    String type =
        TextSanitizer.singleLine(contentType.split(";", 2)[0], LONGEST).toLowerCase(Locale.ROOT);
    Optional<String> title = title(start);
    if (title.isPresent() || type.contains("html") || start.stripLeading().startsWith("<")) {
      return "an HTML page" + title.map(text -> " titled “" + text + "”").orElse("");
    }
    if (start.isBlank()) {
      return "an empty answer";
    }
    return type.isEmpty()
        ? "no answer of Slack's, of no type"
        : "no answer of Slack's, of the type " + type;
  }

  /// Returns whether an answer with this status is another server's rather than one of Slack's own
  /// failures.
  public static boolean replacesSlack(int status) {
    return status == 511 || (status < 500 && status != 404 && status != 408);
  }

  private static String host(String location) {
    try {
      String host = URI.create(location.strip()).getHost();
      return host == null ? "another page" : TextSanitizer.singleLine(host, LONGEST);
    } catch (IllegalArgumentException e) {
      return "another page";
    }
  }

  private static Optional<String> title(String page) {
    Matcher found = TITLE.matcher(page);
    return found.find()
        ? Optional.of(TextSanitizer.singleLine(found.group(1), LONGEST))
            .filter(text -> !text.isEmpty())
        : Optional.empty();
  }
}
