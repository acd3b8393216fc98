package rollcall.slack.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;
import rollcall.slack.json.JsonCodec;
import rollcall.slack.network.NonSlackResponse;
import rollcall.slack.tls.UntrustedText;
import tools.jackson.databind.JsonNode;

/// Parser of HTTP responses: a successful response or the failure. Pure.
final class ResponseParser {
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([\\w.:+-]+)", Pattern.CASE_INSENSITIVE);
  private static final int LONGEST_CODE = 100;

  private ResponseParser() {}

  /// Returns the response if it is a successful one of Slack.
  ///
  /// @throws SlackException for any other response; no response causes another exception
  static SlackResponse read(String method, RawHttpResponse answer) throws SlackException {
    if (answer.status() == 429) {
      throw new SlackException.RateLimited(method, retryAfter(answer));
    }
    String text = text(answer);
    Optional<JsonNode> tree = JsonCodec.object(text).filter(node -> isVerdict(node.path("ok")));
    if (tree.isEmpty()) {
      throw foreign(method, answer, text);
    }
    JsonNode node = tree.get();
    if (!node.path("ok").asBoolean(false)) {
      throw failure(method, node, answer);
    }
    return new SlackResponse(
        method, node, list(answer, "X-OAuth-Scopes"), list(answer, "X-Accepted-OAuth-Scopes"));
  }

  private static boolean isVerdict(JsonNode ok) {
    return ok.isBoolean() || ok.stringValue("").matches("true|false");
  }

  private static SlackException foreign(String method, RawHttpResponse answer, String text) {
    String type = answer.first("Content-Type").orElse("");
    String location = answer.first("Location").orElse("");
    return new SlackException.Http(
        method,
        answer.status(),
        NonSlackResponse.describe(answer.status(), location, type, text),
        NonSlackResponse.replacesSlack(answer.status()));
  }

  private static SlackException failure(String method, JsonNode node, RawHttpResponse answer) {
    String code = code(node.path("error"));
    // `rate_limited` is the word of chat.postMessage.
    return code.equals("ratelimited") || code.equals("rate_limited")
        ? new SlackException.RateLimited(method, retryAfter(answer))
        : new SlackException.Platform(
            method,
            code,
            JsonCodec.text(node, "needed"),
            JsonCodec.text(node, "provided"),
            JsonCodec.texts(node.path("response_metadata").path("messages")));
  }

  /// Slack's code as it came, also where it is no text.
  private static String code(JsonNode error) {
    String code = error.isString() ? error.stringValue("") : error.toString();
    return error.isNull() || code.isBlank()
        ? "unknown_error"
        : UntrustedText.singleLine(code, LONGEST_CODE);
  }

  /// Returns the delay that Slack requires: the longest of its `Retry-After` headers, in seconds or
  /// as a date; null when none can be parsed.
  private static @Nullable Duration retryAfter(RawHttpResponse answer) {
    Stream<Duration> dates =
        answer.all("Retry-After").stream()
            .map(value -> until(value, answer))
            .filter(Objects::nonNull);
    Stream<Duration> seconds =
        answer.all("Retry-After").stream()
            .flatMap(value -> Stream.of(value.split(",")))
            .map(String::strip)
            .filter(value -> value.matches("\\d+(\\.\\d+)?"))
            .map(ResponseParser::seconds);
    return Stream.concat(dates, seconds).max(Comparator.naturalOrder()).orElse(null);
  }

  private static Duration seconds(String text) {
    String whole = text.split("\\.", 2)[0];
    // Longer than any number that is waited for.
    long value = whole.length() > 9 ? 999_999_999L : Long.parseLong(whole);
    return Duration.ofSeconds(value + (text.matches(".*\\.0*[1-9]\\d*") ? 1 : 0));
  }

  /// Returns the time until a date, by the clock of the server.
  private static @Nullable Duration until(String date, RawHttpResponse answer) {
    Instant then = instant(date);
    Instant now = answer.first("Date").map(ResponseParser::instant).orElse(null);
    if (then == null || now == null) {
      return null;
    }
    Duration wait = Duration.between(now, then);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static @Nullable Instant instant(String date) {
    try {
      return ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /// The body as text, decompressed and decoded.
  private static String text(RawHttpResponse answer) {
    byte[] body = unpacked(answer.body());
    Charset charset = charset(body, answer.first("Content-Type").orElse(""));
    String text = new String(body, charset);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /// Gzip is not requested, but some proxies compress anyway.
  private static byte[] unpacked(byte[] body) {
    boolean gzip = body.length > 2 && body[0] == 0x1f && body[1] == (byte) 0x8b;
    if (!gzip) {
      return body;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] all = in.readNBytes((int) RawHttpResponse.LARGEST + 1);
      return all.length > RawHttpResponse.LARGEST ? body : all;
    } catch (IOException e) {
      return body;
    }
  }

  private static Charset charset(byte[] body, String contentType) {
    if (body.length > 1 && (body[0] & 0xff) == 0xfe && (body[1] & 0xff) == 0xff) {
      return StandardCharsets.UTF_16BE;
    }
    if (body.length > 1 && (body[0] & 0xff) == 0xff && (body[1] & 0xff) == 0xfe) {
      return StandardCharsets.UTF_16LE;
    }
    Matcher named = CHARSET.matcher(contentType);
    try {
      return named.find()
          ? Charset.forName(named.group(1).toLowerCase(Locale.ROOT))
          : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }

  private static List<String> list(RawHttpResponse answer, String name) {
    return answer.all(name).stream()
        .flatMap(value -> Stream.of(value.split(",")))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }
}
